package io.gan4j.bench;

import io.gan4j.api.Player;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.Size;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.TensorOps;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.PaidTerm;
import io.gan4j.api.training.Phase;
import io.gan4j.core.activation.LeakyRelu;
import io.gan4j.core.architecture.DcganArchitecture;
import io.gan4j.core.architecture.MlpArchitecture;
import io.gan4j.core.initializer.GlorotInitializer;
import io.gan4j.core.initializer.NormalInitializer;
import io.gan4j.core.latents.NormalLatents;
import io.gan4j.core.loss.Halves;
import io.gan4j.core.loss.NonSaturatingLoss;
import io.gan4j.tf.TensorFlowProvider;
import io.gan4j.tf.internal.session.TensorFlowSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;
import org.tensorflow.ndarray.Shape;

/**
 * A training step of gan4j against the same step of a graph written by hand, each with real and
 * fake in one pass of the discriminator and in two, all taking turns in one process: one update of
 * each player with Adam, of a fully connected GAN (784-1200-1200-1, batch 100) or of DCGAN on 28×28
 * pixels (5×5 kernels, 64 and 128 channels, no norms, batch 64).
 */
public final class TrainingStepBenchmark {
  private static final int LATENTS = 100;
  private static final SampleSpace SAMPLES = SampleSpace.images(28, 28, 1);
  private static final int WARM_UP = 30;
  private static final int BATCHES = 20;

  /** The networks that are compared. */
  private enum Contest {
    MLP(100) {
      @Override
      HandWrittenGan byHand(boolean onePass) {
        int values = SAMPLES.valuesPerSample();
        return new HandWrittenGan(
            new HandWrittenGan.Sizes(batch, LATENTS, Shape.of(values), onePass),
            HandWrittenNetwork.dense(LATENTS, 1200, 1200, values),
            HandWrittenNetwork.dense(values, 1200, 1200, 1));
      }

      @Override
      Architecture architecture() {
        return new MlpArchitecture(
            List.of(1200, 1200), new LeakyRelu(0.2), null, 0, new GlorotInitializer());
      }
    },
    DCGAN(64) {
      @Override
      HandWrittenGan byHand(boolean onePass) {
        return new HandWrittenGan(
            new HandWrittenGan.Sizes(batch, LATENTS, SAMPLES.shape(), onePass),
            HandWrittenNetwork.dcganGenerator(batch, LATENTS),
            HandWrittenNetwork.dcganDiscriminator());
      }

      @Override
      Architecture architecture() {
        return new DcganArchitecture(
            64, 512, Size.of(5), null, new LeakyRelu(0.2), null, new NormalInitializer(0, 0.02));
      }
    };

    final int batch;

    Contest(int batch) {
      this.batch = batch;
    }

    abstract HandWrittenGan byHand(boolean onePass);

    abstract Architecture architecture();
  }

  /** Hands on what it gets, and claims to mix samples, which takes real and fake apart. */
  record Apart() implements Activation {
    @Override
    public <T> T apply(TensorOps<T> ops, T values) {
      return values;
    }

    @Override
    public boolean mixesSamples() {
      return true;
    }
  }

  /** One of those that take turns: what it does in a step, and how long that took. */
  private static final class Contender {
    final String name;
    final LongConsumer step;
    final double[] times;

    Contender(String name, LongConsumer step, int rounds) {
      this.name = name;
      this.step = step;
      this.times = new double[rounds];
    }
  }

  private TrainingStepBenchmark() {}

  /**
   * Runs it.
   *
   * @param args mlp or dcgan, then the number of rounds; mlp and 400 if absent
   */
  public static void main(String[] args) {
    Contest contest =
        args.length > 0 ? Contest.valueOf(args[0].toUpperCase(Locale.ROOT)) : Contest.MLP;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 400;
    List<Batch> data =
        new Random(3).ints(BATCHES).mapToObj(seed -> batch(contest.batch, seed)).toList();
    try (TensorFlowSession<?> session = open(contest, true);
        TensorFlowSession<?> apart = open(contest, false);
        HandWrittenGan byHand = contest.byHand(true);
        HandWrittenGan byHandApart = contest.byHand(false)) {
      Contender own = new Contender("gan4j", i -> step(session, i, data), rounds);
      Contender ownApart = new Contender("gan4j in two passes", i -> step(apart, i, data), rounds);
      Contender hand = new Contender("by hand", i -> byHand.step(i, bytes(data, i)), rounds);
      Contender handApart =
          new Contender("by hand in two passes", i -> byHandApart.step(i, bytes(data, i)), rounds);
      List<Contender> all = List.of(own, ownApart, hand, handApart);
      for (int i = 0; i < WARM_UP; i++) {
        for (Contender contender : all) {
          contender.step.accept(i);
        }
      }
      long inTensorFlow = session.nanosInTensorFlow();
      for (int i = 0; i < rounds; i++) {
        // Taking turns at being first, so that nobody always finds the same one's caches.
        for (int k = 0; k < all.size(); k++) {
          Contender contender = all.get((i + k) % all.size());
          long step = (long) WARM_UP + i;
          contender.times[i] = millis(() -> contender.step.accept(step));
        }
      }
      double inside = (session.nanosInTensorFlow() - inTensorFlow) / 1e6;
      System.out.printf("rounds %d%n", rounds);
      all.forEach(TrainingStepBenchmark::printMedian);
      printRatio(own, hand);
      printRatio(own, ownApart);
      printRatio(hand, handApart);
      System.out.printf(
          Locale.ROOT,
          "gan4j outside Session.run %.3f ms per step (mean)%n",
          (Arrays.stream(own.times).sum() - inside) / rounds);
    }
  }

  private static void printMedian(Contender contender) {
    PairedTimes times = pairs(contender, contender);
    System.out.printf(
        Locale.ROOT, "%-22s %8.2f ms per step (median)%n", contender.name, times.medianSubject());
  }

  private static void printRatio(Contender subject, Contender baseline) {
    PairedTimes.Interval ratio = pairs(subject, baseline).ratio();
    System.out.printf(
        Locale.ROOT,
        "%-22s %.4f, 95 %% interval [%.4f, %.4f], of %s%n",
        subject.name,
        ratio.estimate(),
        ratio.low(),
        ratio.high(),
        baseline.name);
  }

  private static PairedTimes pairs(Contender subject, Contender baseline) {
    PairedTimes times = new PairedTimes(subject.times.length);
    for (int i = 0; i < subject.times.length; i++) {
      times.add(subject.times[i], baseline.times[i]);
    }
    return times;
  }

  private static double millis(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e6;
  }

  private static byte[] bytes(List<Batch> data, long step) {
    return data.get((int) (step % BATCHES)).bytes();
  }

  private static void step(TensorFlowSession<?> session, long step, List<Batch> data) {
    Batch batch = data.get((int) (step % BATCHES));
    session.step(new StepRequest("discriminator", 2 * step, 0, step, 1000, 0, batch));
    session.step(new StepRequest("generator", 2 * step + 1, 0, step, 1000, 0, null));
  }

  private static Batch batch(int size, int seed) {
    Batch batch = new Batch(SAMPLES, size);
    new Random(seed).nextBytes(batch.bytes());
    return batch;
  }

  private static TensorFlowSession<?> open(Contest contest, boolean onePass) {
    return (TensorFlowSession<?>) TensorFlowProvider.create().open(plan(contest, onePass));
  }

  private static NetworkSpec apart(NetworkSpec discriminator) {
    List<LayerSpec> layers = new ArrayList<>(discriminator.layers());
    layers.add(new Apart());
    return new NetworkSpec(discriminator.input(), layers);
  }

  private static GanPlan plan(Contest contest, boolean onePass) {
    Architecture architecture = contest.architecture();
    NormalLatents latents = new NormalLatents(LATENTS);
    Layout layout = new Layout(latents.shape(), SAMPLES, Optional.empty());
    NetworkSpec discriminator = architecture.discriminator(layout);
    Adam adam = new Adam(progress -> 2e-4, 0.5, 0.999, 1e-8);
    Loss loss = new NonSaturatingLoss(Halves.SUM);
    return new GanPlan(
        SAMPLES,
        null,
        () -> new double[SAMPLES.valuesPerSample()],
        latents,
        new PlayerPlan(architecture.generator(layout), adam, null, List.of(), null),
        new PlayerPlan(onePass ? discriminator : apart(discriminator), adam, null, List.of(), null),
        loss.scoreKind(),
        List.of(phase(loss, Player.DISCRIMINATOR), phase(loss, Player.GENERATOR)),
        contest.batch,
        7,
        "cpu",
        FloatType.FLOAT32);
  }

  private static Phase phase(Loss loss, Player moves) {
    List<PaidTerm> terms =
        loss.terms().stream()
            .filter(term -> term.pays() == moves)
            .map(term -> new PaidTerm("loss", term, 1))
            .toList();
    return new Phase(moves.key(), Set.of(moves), 1, 1, Draw.FRESH, Draw.FRESH, Set.of(), terms);
  }
}
