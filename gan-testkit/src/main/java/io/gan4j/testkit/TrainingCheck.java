package io.gan4j.testkit;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.game.Player;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.testkit.Workbench.Penalty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * What a component promises of the training it takes part in, tried out on a small plan in double
 * precision.
 *
 * @param workbench what trains it
 * @param plan a new plan with the component in it
 */
record TrainingCheck(Workbench workbench, Supplier<SmallPlan> plan) {
  private static final int EXPORTED = 5;

  /** Of several plans the first that what stands in it can work in; the first if there is none. */
  static TrainingCheck of(Workbench workbench, List<Supplier<SmallPlan>> plans) {
    return new TrainingCheck(
        workbench,
        plans.stream()
            .filter(plan -> conflicts(plan.get().build()).isEmpty())
            .findFirst()
            .orElse(plans.get(0)));
  }

  /** Adds the promises of everything that takes part in training. */
  Contract promises(Contract contract) {
    for (Player player : SmallPlan.PLAYERS) {
      contract.promise(
          Aspect.GRADIENT,
          "has the gradients of finite differences, for the " + player.key(),
          () -> gradients(plan.get(), player));
    }
    for (Penalty penalty : workbench.penalties()) {
      contract.promise(
          Aspect.GRADIENT,
          "has those of second order under " + penalty.name() + ", or is refused there",
          () -> secondOrder(penalty));
    }
    return contract
        .promise(Aspect.REPETITION, "gives the same for the same draw", this::repeats)
        .promise(
            Aspect.REPETITION,
            "goes on from a saved state as if it had never stopped",
            this::resumes);
  }

  /** Refuses to try what says itself that it cannot work in so small a plan. */
  private static void mustWork(SmallPlan small) {
    List<String> conflicts = conflicts(small.build());
    if (!conflicts.isEmpty()) {
      throw new SkippedCheck("not in the small networks of this kit: " + conflicts.get(0));
    }
  }

  private static List<String> conflicts(GanPlan plan) {
    RunTraits traits = plan.traits(plan.pairings().get(0));
    List<String> conflicts = new ArrayList<>();
    for (Phase phase : plan.phases()) {
      for (WeightedTerm paid : phase.terms()) {
        if (paid.term() instanceof PairingTerm own) {
          conflicts.addAll(own.term().conflicts(traits));
        }
      }
    }
    return conflicts;
  }

  private void gradients(SmallPlan small, Player player) {
    mustWork(small);
    try (Descent descent = new Descent(workbench.provider(), small, player.key())) {
      descent.checkGradients(player);
    }
  }

  private void secondOrder(Penalty penalty) {
    mustWork(plan.get());
    SmallPlan small = plan.get().term("penalty", penalty.term());
    if (!conflicts(small.build()).isEmpty()) {
      return;
    }
    try (Descent descent = new Descent(workbench.provider(), small, Player.DISCRIMINATOR.key())) {
      descent.checkGradients(Player.DISCRIMINATOR);
    } catch (ProviderException e) {
      // Refused before training, as promised, if without the penalty it is not.
      gradients(plan.get(), Player.DISCRIMINATOR);
    }
  }

  private void repeats() {
    mustWork(plan.get());
    try (Descent descent = new Descent(workbench.provider(), plan.get(), SmallPlan.BOTH)) {
      Map<String, NdArray<?>> start = descent.state();
      PhaseReport once = descent.step(0);
      descent.restore(start);
      Expect.repeated(
          "what both players pay for the same batch and draw, from the same state, again",
          once.losses(),
          descent.step(0).losses());
    }
  }

  private void resumes() {
    mustWork(plan.get());
    Map<String, NdArray<?>> half;
    Map<String, NdArray<?>> whole;
    try (Descent straight = new Descent(workbench.provider(), plan.get(), SmallPlan.BOTH)) {
      straight.mustRepeat();
      straight.step(0);
      half = straight.state();
      straight.step(1);
      whole = straight.state();
    }
    try (Descent resumed = new Descent(workbench.provider(), plan.get(), SmallPlan.BOTH)) {
      resumed.restore(half);
      resumed.step(1);
      SortedSet<String> differing = NdValues.differences(whole, resumed.state());
      Expect.empty("state that differs from that of the run that was not stopped", differing);
    }
  }

  /** That a generator with it is written, is read again, and makes what it has made. */
  void exports() {
    GanPlan small = plan.get().build();
    int[] labels = small.classesSeenBy(Player.GENERATOR) > 0 ? new int[EXPORTED] : null;
    try (GanSession session = workbench.provider().open(small)) {
      FloatNdArray latents = session.drawLatents(1, EXPORTED);
      double[] made = NdValues.values(session.generate(latents, labels));
      if (!Arrays.equals(made, NdValues.values(session.generate(latents, labels)))) {
        throw new SkippedCheck("what is made of the same latents is another each time");
      }
      Path folder = Files.createTempDirectory("gan4j-verify");
      try {
        session.export(folder.resolve("model"), Map.of());
        try (GeneratorModel model =
            workbench.provider().load(folder.resolve("model"), Trust.TRUSTED)) {
          Expect.close(
              "samples of the exported generator, by those of the trained one",
              made,
              NdValues.values(model.generate(latents, labels)),
              1e-5);
        }
      } finally {
        FileTrees.remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * That a sample's score does not depend on the other samples: mean scores then add up the same
   * however samples are put into batches.
   */
  void keepsSamplesApart() {
    mustWork(plan.get());
    SmallPlan small = plan.get().batchSize(2);
    try (Descent descent = new Descent(workbench.provider(), small, Player.DISCRIMINATOR.key())) {
      descent.mustRepeat();
      Map<String, NdArray<?>> start = descent.state();
      double[] means = new double[4];
      for (int i = 0; i < 4; i++) {
        descent.restore(start);
        Batch batch = descent.batch(i % 2);
        Batch other = descent.batch(i < 2 ? i % 2 : 1 - i % 2);
        int values = batch.floats().length / 2;
        System.arraycopy(other.floats(), values, batch.floats(), values, values);
        means[i] = descent.step(batch).firstScores().real().orElseThrow();
      }
      Expect.close(
          "mean scores of the batches (a, b) and (c, d), by those of (a, d) and (c, b)",
          means[2] + means[3],
          means[0] + means[1],
          1e-9 * (1 + Math.abs(means[0])));
    }
  }

  /**
   * That a penalty is a mean over samples of what each sample's own slope costs. A linear
   * discriminator is as steep at every sample, so that the penalty is the same in every batch.
   */
  static void perSample(Workbench workbench, Term term) {
    double alone = ofLinear(workbench, term, 1);
    double among = ofLinear(workbench, term, 5);
    Expect.close(
        "penalty of 5 samples under D(x) = w·x, whose slope is w everywhere, by that of 1 sample",
        alone,
        among,
        1e-9 * (1 + Math.abs(alone)));
  }

  private static double ofLinear(Workbench workbench, Term term, int samples) {
    SmallPlan small =
        SmallPlan.points()
            .network(Player.DISCRIMINATOR, SmallPlan.dense(1, SmallComponents.identity()))
            .term("penalty", term)
            .batchSize(samples);
    mustWork(small);
    try (Descent descent = new Descent(workbench.provider(), small, Player.DISCRIMINATOR.key())) {
      return requireNonNull(descent.step(0).terms().get("penalty"));
    }
  }
}
