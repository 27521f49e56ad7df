package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.step;
import static io.gan4j.testkit.SessionSteps.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.augmentation.AdaptiveProbability;
import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;

/** What discriminators judge samples through. */
record SessionAugmentationsContract(GanProvider provider) {
  private static final String PROBABILITY = GanPlan.probabilityOf(Player.DISCRIMINATOR);
  private static final double STEP = 0.1;
  private static final double MOST = 0.25;

  Contract contract() {
    return new Contract(provider.name())
        .promise("judges real samples and fakes as augmentations leave them", this::judges)
        .promise("changes them with the probability of the step", this::moves)
        .promise("steers a probability by the scores of the discriminator's phases", this::steers)
        .promise("carries that probability in its state", this::carries);
  }

  /** A chosen sample becomes the middle of the range, 0. */
  private record Blank() implements Augmentation {
    @Override
    public <T> T apply(Augmenting<T> by, T samples) {
      T stays = by.ops().sub(by.ops().constant(1), by.chosen("blank", 1));
      return by.ops().mul(by.ops().broadcastPerSample(stays, samples), samples);
    }
  }

  private static GanPlan plan(@Nullable Schedule probability, @Nullable AdaptiveProbability adapt) {
    SmallPlan plan = SmallPlan.points();
    return probability == null
        ? plan.build()
        : plan.augmentations(new Augmentations(List.of(new Blank()), probability, adapt)).build();
  }

  private PhaseReport report(GanPlan plan, String phase, long number) {
    try (GanSession session = provider.open(plan)) {
      return step(session, plan, phase, number);
    }
  }

  private void judges() {
    PhaseReport.Scores blank =
        report(plan(Schedule.constant(1), null), SmallPlan.DISCRIMINATOR, 0).firstScores();
    assertThat(blank.real().orElseThrow())
        .as("mean score of samples that are all the same")
        .isCloseTo(blank.fake().orElseThrow(), within(1e-6));
    PhaseReport.Scores plain = report(plan(null, null), SmallPlan.DISCRIMINATOR, 0).firstScores();
    assertThat(plain.real().orElseThrow()).isNotCloseTo(plain.fake().orElseThrow(), within(1e-6));
    PhaseReport generator = report(plan(Schedule.constant(1), null), SmallPlan.GENERATOR, 0);
    assertThat(generator.firstScores().fake().orElseThrow())
        .isCloseTo(blank.fake().orElseThrow(), within(1e-6));
  }

  private void moves() {
    GanPlan moving = plan(progress -> progress.step() < 3 ? 0 : 1, null);
    for (long number = 2; number <= 3; number++) {
      PhaseReport expected =
          report(
              number < 3 ? plan(null, null) : plan(Schedule.constant(1), null),
              SmallPlan.DISCRIMINATOR,
              number);
      assertThat(report(moving, SmallPlan.DISCRIMINATOR, number).losses())
          .as("losses of step %s", number)
          .isEqualTo(expected.losses());
    }
  }

  private static GanPlan steered(double target) {
    // Six samples of a batch, ten batches from 0 to 1.
    return plan(
        Schedule.constant(1),
        new AdaptiveProbability(target, 6 / STEP, MOST, AdaptiveProbability.By.SCORES));
  }

  private void steers() {
    GanPlan plan = steered(-0.999);
    try (GanSession session = provider.open(plan)) {
      double[] expected = {STEP, 2 * STEP, MOST, MOST};
      for (int number = 0; number < expected.length; number++) {
        PhaseReport report = step(session, plan, SmallPlan.DISCRIMINATOR, number);
        assertThat(report.reports().get(PROBABILITY)).isCloseTo(expected[number], within(1e-6));
        step(session, plan, SmallPlan.GENERATOR, number);
        assertThat(probability(session)).isCloseTo(expected[number], within(1e-6));
      }
    }
  }

  private static double probability(GanSession session) {
    return NdValues.values(value(session.saveState(), PROBABILITY))[0];
  }

  private void carries() {
    GanPlan plan = steered(0.2);
    try (GanSession whole = provider.open(plan);
        GanSession resumed = provider.open(plan)) {
      for (long number = 0; number < 6; number++) {
        if (number == 3) {
          Map<String, NdArray<?>> state = whole.saveState();
          assertThat(state).containsKey(PROBABILITY);
          resumed.restoreState(state);
        }
        for (String phase : List.of(SmallPlan.DISCRIMINATOR, SmallPlan.GENERATOR)) {
          step(whole, plan, phase, number);
          if (number >= 3) {
            step(resumed, plan, phase, number);
          }
        }
      }
      assertThat(NdValues.differences(whole.saveState(), resumed.saveState())).isEmpty();
    }
    try (GanSession without = provider.open(plan(null, null))) {
      assertThat(without.saveState()).doesNotContainKey(PROBABILITY);
    }
  }
}
