package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.changed;
import static io.gan4j.testkit.SessionSteps.step;
import static io.gan4j.testkit.SessionSteps.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/** What does not move: frozen weights, and all that belongs to them. */
record SessionFreezingContract(GanProvider provider) {
  private static final Player FROZEN = Player.DISCRIMINATOR;
  private static final double RATE = 0.01;
  private static final int UNTIL = 3;

  Contract contract() {
    return new Contract(provider.name())
        .promise("moves nothing of a frozen player but its count", this::whole)
        .promise("moves the rest of a player of which something is frozen", this::part)
        .promise("thaws at the step, with an optimiser that begins anew", this::thaws)
        .promise(
            "reads a thawed weight's schedules at the run's step and its own count of updates",
            this::schedules)
        .promise("goes on from a state saved before or after thawing", this::resumes)
        .promise("reports no norms of what does not move", this::norms);
  }

  private static SmallPlan plan(String pattern, long until) {
    return plan(pattern, until, Schedule.constant(RATE));
  }

  private static SmallPlan plan(String pattern, long until, Schedule learningRate) {
    return SmallPlan.points()
        .optimizer(new Adam(learningRate, 0.5, 0.999, 1e-8))
        .average(FROZEN, progress -> 0.9)
        .freeze(FROZEN, pattern, until);
  }

  private void whole() {
    GanPlan plan = plan("*", Freezing.FOR_GOOD).build();
    try (GanSession session = provider.open(plan)) {
      Map<String, NdArray<?>> before = session.saveState();
      for (long number = 0; number < 3; number++) {
        step(session, plan, SmallPlan.BOTH, number);
        step(session, plan, FROZEN.key(), number);
      }
      Map<String, NdArray<?>> after = session.saveState();
      assertThat(changed(before, after, FROZEN)).containsExactly(FROZEN.key() + "/updates");
      assertThat(session.updates(FROZEN)).isEqualTo(6);
      assertThat(changed(before, after, Player.GENERATOR)).hasSizeGreaterThan(1);
    }
  }

  private void part() {
    GanPlan plan = plan("*/kernel", Freezing.FOR_GOOD).build();
    try (GanSession session = provider.open(plan)) {
      Map<String, NdArray<?>> before = session.saveState();
      step(session, plan, FROZEN.key(), 0);
      List<String> moved = changed(before, session.saveState(), FROZEN);
      assertThat(moved).noneMatch(name -> name.contains("kernel"));
      assertThat(moved).anyMatch(name -> name.contains("bias"));
    }
  }

  /** Adam's first step is as long as the learning rate, whatever the gradient. */
  private void thaws() {
    thawsBy(Schedule.constant(RATE), RATE);
  }

  private void schedules() {
    thawsBy(
        progress -> RATE * (1 + progress.step()) / (1 + progress.updates()), RATE * (1 + UNTIL));
  }

  /**
   * Thaws a player and looks at the first update.
   *
   * @param rate of learning at that update
   */
  private void thawsBy(Schedule learningRate, double rate) {
    for (String pattern : List.of("*", "*/kernel")) {
      GanPlan plan = plan(pattern, UNTIL, learningRate).floatType(FloatType.FLOAT64).build();
      try (GanSession session = provider.open(plan)) {
        Map<String, NdArray<?>> start = session.saveState();
        for (long number = 0; number < UNTIL; number++) {
          step(session, plan, FROZEN.key(), number);
        }
        Map<String, NdArray<?>> frozen = session.saveState();
        List<String> kernels =
            start.keySet().stream()
                .filter(n -> n.startsWith(FROZEN.key()) && n.endsWith("kernel"))
                .toList();
        assertThat(changed(start, frozen, FROZEN)).doesNotContainAnyElementsOf(kernels);
        step(session, plan, FROZEN.key(), UNTIL);
        Map<String, NdArray<?>> thawed = session.saveState();
        assertThat(changed(frozen, thawed, FROZEN)).containsAll(kernels);
        for (String kernel : kernels) {
          double[] from = NdValues.values(value(frozen, kernel));
          double[] to = NdValues.values(value(thawed, kernel));
          double longest = 0;
          for (int i = 0; i < from.length; i++) {
            longest = Math.max(longest, Math.abs(to[i] - from[i]));
          }
          assertThat(longest).as(kernel).isBetween(0.99 * rate, 1.01 * rate);
        }
      }
    }
  }

  private void resumes() {
    GanPlan plan = plan("*/kernel", UNTIL).build();
    for (long saved = 2; saved <= 4; saved++) {
      try (GanSession whole = provider.open(plan);
          GanSession resumed = provider.open(plan)) {
        for (long number = 0; number < 6; number++) {
          if (number == saved) {
            resumed.restoreState(whole.saveState());
          }
          step(whole, plan, SmallPlan.BOTH, number);
          if (number >= saved) {
            step(resumed, plan, SmallPlan.BOTH, number);
          }
        }
        assertThat(NdValues.differences(whole.saveState(), resumed.saveState()))
            .as("differences of a run resumed at step %s", saved)
            .isEmpty();
      }
    }
  }

  private void norms() {
    GanPlan plan = plan("*", UNTIL).build();
    try (GanSession session = provider.open(plan)) {
      assertThat(report(session, plan, 0).norms()).containsOnlyKeys(Player.GENERATOR);
      assertThat(report(session, plan, UNTIL).norms())
          .containsOnlyKeys(Player.GENERATOR, Player.DISCRIMINATOR);
    }
  }

  private static PhaseReport report(GanSession session, GanPlan plan, long number) {
    return session.step(
        new StepRequest(
            SmallPlan.BOTH,
            number,
            0,
            number,
            SessionSteps.TOTAL,
            0,
            Map.of(Pairing.DATA, SmallPlan.batch(plan, number)),
            true));
  }
}
