package io.gan4j.bench;

import io.gan4j.api.Player;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.Size;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.term.Loss;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * A training step of gan4j against the same step of a graph written by hand, taking turns in one
 * process: one update of each player with Adam, of a fully connected GAN (784-1200-1200-1, batch
 * 100) or of DCGAN on 28×28 pixels (5×5 kernels, 64 and 128 channels, no norms, batch 64).
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
      HandWrittenGan byHand() {
        int values = SAMPLES.valuesPerSample();
        return new HandWrittenGan(
            new HandWrittenGan.Sizes(batch, LATENTS, Shape.of(values)),
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
      HandWrittenGan byHand() {
        return new HandWrittenGan(
            new HandWrittenGan.Sizes(batch, LATENTS, SAMPLES.shape()),
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

    abstract HandWrittenGan byHand();

    abstract Architecture architecture();
  }

  private TrainingStepBenchmark() {}

  /**
   * Runs it.
   *
   * @param args mlp or dcgan, then the number of pairs of steps; mlp and 400 if absent
   */
  public static void main(String[] args) {
    Contest contest =
        args.length > 0 ? Contest.valueOf(args[0].toUpperCase(Locale.ROOT)) : Contest.MLP;
    int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 400;
    List<Batch> data =
        new Random(3).ints(BATCHES).mapToObj(seed -> batch(contest.batch, seed)).toList();
    try (TensorFlowSession<?> session =
            (TensorFlowSession<?>) TensorFlowProvider.create().open(plan(contest));
        HandWrittenGan byHand = contest.byHand()) {
      for (int i = 0; i < WARM_UP; i++) {
        byHand.step(i, data.get(i % BATCHES).bytes());
        step(session, i, data.get(i % BATCHES));
      }
      PairedTimes times = new PairedTimes(pairs);
      long inTensorFlow = session.nanosInTensorFlow();
      double total = 0;
      for (int i = WARM_UP; i < WARM_UP + pairs; i++) {
        Batch batch = data.get(i % BATCHES);
        long step = i;
        Runnable hand = () -> byHand.step(step, batch.bytes());
        Runnable gan4j = () -> step(session, step, batch);
        // Taking turns at being first, so that neither always finds the other's caches.
        double handFirst = i % 2 == 0 ? millis(hand) : Double.NaN;
        double own = millis(gan4j);
        times.add(own, i % 2 == 0 ? handFirst : millis(hand));
        total += own;
      }
      double inside = (session.nanosInTensorFlow() - inTensorFlow) / 1e6;
      PairedTimes.Interval ratio = times.ratio();
      System.out.printf(
          "pairs %d%nby hand  %.2f ms per step (median)%ngan4j    %.2f ms per step (median)%n"
              + "ratio    %.4f, 95 %% interval [%.4f, %.4f]%n"
              + "gan4j outside Session.run %.3f ms per step (mean)%n",
          pairs,
          times.medianBaseline(),
          times.medianSubject(),
          ratio.estimate(),
          ratio.low(),
          ratio.high(),
          (total - inside) / pairs);
    }
  }

  private static double millis(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e6;
  }

  private static void step(TensorFlowSession<?> session, long step, Batch batch) {
    session.step(new StepRequest("discriminator", 2 * step, 0, step, 1000, 0, batch));
    session.step(new StepRequest("generator", 2 * step + 1, 0, step, 1000, 0, null));
  }

  private static Batch batch(int size, int seed) {
    Batch batch = new Batch(SAMPLES, size);
    new Random(seed).nextBytes(batch.bytes());
    return batch;
  }

  private static GanPlan plan(Contest contest) {
    Architecture architecture = contest.architecture();
    NormalLatents latents = new NormalLatents(LATENTS);
    Layout layout = new Layout(latents.shape(), SAMPLES, Optional.empty());
    Adam adam = new Adam(progress -> 2e-4, 0.5, 0.999, 1e-8);
    Loss loss = new NonSaturatingLoss(Halves.SUM);
    return new GanPlan(
        SAMPLES,
        null,
        () -> new double[SAMPLES.valuesPerSample()],
        latents,
        new PlayerPlan(architecture.generator(layout), adam, null, List.of(), null),
        new PlayerPlan(architecture.discriminator(layout), adam, null, List.of(), null),
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
