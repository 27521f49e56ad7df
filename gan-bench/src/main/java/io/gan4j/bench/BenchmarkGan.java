package io.gan4j.bench;

import io.gan4j.api.config.TermConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.Precision;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.architecture.DcganArchitecture;
import io.gan4j.components.architecture.MlpArchitecture;
import io.gan4j.components.initializer.GlorotInitializer;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.tf.TensorFlowProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tensorflow.ndarray.Shape;

/** The GANs that are timed: without norms, trained with Adam on the non-saturating loss. */
enum BenchmarkGan {
  /** Fully connected: 100-1200-1200-784 against 784-1200-1200-1. */
  MLP(100) {
    @Override
    HandWrittenGan byHand(boolean onePass, boolean concurrentOps) {
      int values = SAMPLES.valuesPerSample();
      return new HandWrittenGan(
          new HandWrittenGan.Sizes(batch, LATENTS, Shape.of(values), onePass, concurrentOps),
          HandWrittenNetwork.dense(LATENTS, 1200, 1200, values),
          HandWrittenNetwork.dense(values, 1200, 1200, 1));
    }

    @Override
    Architecture architecture() {
      return new MlpArchitecture(
          List.of(1200, 1200), new LeakyRelu(0.2), null, 0, new GlorotInitializer());
    }
  },
  /** DCGAN on 28×28 pixels: 5×5 kernels, 64 and 128 channels. */
  DCGAN(64) {
    @Override
    HandWrittenGan byHand(boolean onePass, boolean concurrentOps) {
      return new HandWrittenGan(
          new HandWrittenGan.Sizes(batch, LATENTS, SAMPLES.shape(), onePass, concurrentOps),
          HandWrittenNetwork.dcganGenerator(batch, LATENTS),
          HandWrittenNetwork.dcganDiscriminator());
    }

    @Override
    Architecture architecture() {
      return new DcganArchitecture(
          64, 512, Size.of(5), null, new LeakyRelu(0.2), null, new NormalInitializer(0, 0.02));
    }
  };

  private static final int LATENTS = 100;
  private static final SampleSpace SAMPLES = SampleSpace.images(28, 28, 1);

  final int batch;

  BenchmarkGan(int batch) {
    this.batch = batch;
  }

  static BenchmarkGan named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  abstract HandWrittenGan byHand(boolean onePass, boolean concurrentOps);

  abstract Architecture architecture();

  /** A batch of noise, as images. */
  Batch batch(int seed) {
    Batch data = new Batch(SAMPLES, batch);
    new Random(seed).nextBytes(data.bytes());
    return data;
  }

  /** A session of gan4j in a precision. */
  GanSession open(Precision precision) {
    return TensorFlowProvider.create()
        .open(plan(UnaryOperator.identity(), List.of()).toBuilder().precision(precision).build());
  }

  /**
   * A session of gan4j.
   *
   * @param discriminator what to change of its network
   * @param penalties what the discriminator pays besides the loss
   */
  GanSession open(UnaryOperator<NetworkSpec> discriminator, List<TermConfig> penalties) {
    return TensorFlowProvider.create().open(plan(discriminator, penalties));
  }

  private GanPlan plan(UnaryOperator<NetworkSpec> discriminator, List<TermConfig> penalties) {
    Adam adam = new Adam(progress -> 2e-4, 0.5, 0.999, 1e-8);
    Loss loss = new NonSaturatingLoss(RealFakeCombination.SUM);
    return GanPlan.standard(
            new SidePlan(SAMPLES, null, () -> new double[SAMPLES.valuesPerSample()]),
            new NormalLatents(LATENTS),
            PlayerPlan.generator(network(Player.GENERATOR), adam).build(),
            PlayerPlan.discriminator(discriminator.apply(network(Player.DISCRIMINATOR)), adam)
                .build(),
            loss.scoreKind())
        .phases(
            List.of(
                phase(Player.DISCRIMINATOR, loss, penalties),
                phase(Player.GENERATOR, loss, List.of())))
        .batchSize(batch)
        .seed(7)
        .device("cpu")
        .build();
  }

  NetworkSpec network(Player player) {
    Layout layout = new Layout(new NormalLatents(LATENTS).shape(), SAMPLES, Optional.empty());
    return player.equals(Player.GENERATOR)
        ? architecture().generator(layout)
        : architecture().discriminator(layout);
  }

  private static Phase phase(Player moves, Loss loss, List<TermConfig> penalties) {
    List<WeightedTerm> terms = new ArrayList<>();
    for (Term term : loss.terms()) {
      WeightedTerm paid = new WeightedTerm("loss", term, 1);
      if (paid.term().paidBy().contains(moves)) {
        terms.add(paid);
      }
    }
    penalties.forEach(term -> terms.add(term.weighted("penalty", Pairing.STANDARD)));
    return new Phase(moves.key(), Set.of(moves), 1, 1, Draw.FRESH, Draw.FRESH, Set.of(), terms);
  }

  /** A training step: an update of the discriminator and one of the generator. */
  static void step(GanSession session, long step, Batch data) {
    session.step(new StepRequest("discriminator", 2 * step, 0, step, 1000, 0, data));
    session.step(new StepRequest("generator", 2 * step + 1, 0, step, 1000, 0, null));
  }

  private static long places(LayerSpec layer, Placed placed) {
    Shape image = layer instanceof TransposedConv2d ? placed.input() : placed.output();
    return image.numDimensions() < 2 ? 0 : image.get(0) * image.get(1);
  }

  /** Multiplications of one sample's way through a layer's kernel. */
  static long multiplications(Placed placed) {
    LayerSpec layer = placed.layer();
    // A dense kernel is used once, a convolution's at every place where it lies.
    long times = layer instanceof Dense ? 1 : places(layer, placed);
    return placed.parameters().stream()
        .filter(parameter -> parameter.role() == Role.KERNEL)
        .mapToLong(parameter -> parameter.shape().size() * times)
        .sum();
  }
}
