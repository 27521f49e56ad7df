package io.gan4j.bench;

import io.gan4j.api.Player;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.SampleSpace;
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
import io.gan4j.core.architecture.MlpArchitecture;
import io.gan4j.core.initializer.GlorotInitializer;
import io.gan4j.core.latents.NormalLatents;
import io.gan4j.core.loss.Halves;
import io.gan4j.core.loss.NonSaturatingLoss;
import io.gan4j.tf.TensorFlowProvider;
import io.gan4j.tf.internal.session.TensorFlowSession;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A training step of gan4j against the same step of a graph written by hand, taking turns in one
 * process: a fully connected GAN, one update of each player, batch 100, Adam.
 */
public final class TrainingStepBenchmark {
  private static final int BATCH = 100;
  private static final int LATENTS = 100;
  private static final List<Integer> HIDDEN = List.of(1200, 1200);
  private static final SampleSpace SAMPLES = SampleSpace.images(28, 28, 1);
  private static final int WARM_UP = 30;
  private static final int BATCHES = 20;

  private TrainingStepBenchmark() {}

  /**
   * Runs it.
   *
   * @param args the number of pairs of steps; 400 if absent
   */
  public static void main(String[] args) {
    int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 400;
    List<Batch> data = new Random(3).ints(BATCHES).mapToObj(TrainingStepBenchmark::batch).toList();
    int values = SAMPLES.valuesPerSample();
    try (TensorFlowSession<?> session =
            (TensorFlowSession<?>) TensorFlowProvider.create().open(plan());
        HandWrittenGan byHand =
            new HandWrittenGan(
                BATCH,
                new int[] {LATENTS, HIDDEN.get(0), HIDDEN.get(1), values},
                new int[] {values, HIDDEN.get(0), HIDDEN.get(1), 1})) {
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

  private static Batch batch(int seed) {
    Batch batch = new Batch(SAMPLES, BATCH);
    new Random(seed).nextBytes(batch.bytes());
    return batch;
  }

  private static GanPlan plan() {
    Architecture mlp =
        new MlpArchitecture(HIDDEN, new LeakyRelu(0.2), null, 0, new GlorotInitializer());
    NormalLatents latents = new NormalLatents(LATENTS);
    Layout layout = new Layout(latents.shape(), SAMPLES, Optional.empty());
    Adam adam = new Adam(progress -> 2e-4, 0.5, 0.999, 1e-8);
    Loss loss = new NonSaturatingLoss(Halves.SUM);
    return new GanPlan(
        SAMPLES,
        null,
        () -> new double[SAMPLES.valuesPerSample()],
        latents,
        new PlayerPlan(mlp.generator(layout), adam, null, List.of()),
        new PlayerPlan(mlp.discriminator(layout), adam, null, List.of()),
        loss.scoreKind(),
        List.of(phase(loss, Player.DISCRIMINATOR), phase(loss, Player.GENERATOR)),
        BATCH,
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
