package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.step;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The classes that fakes are made for. */
record SessionConditionsContract(GanProvider provider) {
  private static final int BATCH = 200;
  private static final int STEPS = 15;

  /** χ² of two degrees of freedom that is exceeded once in a thousand. */
  private static final double MOST = 13.8;

  Contract contract() {
    return new Contract(provider.name())
        .promise("makes fakes for every class alike", () -> shares(FakeLabels.UNIFORM, 1, 1, 1))
        .promise(
            "makes fakes for classes as often as their shares say",
            () -> {
              shares(new FakeLabels.Shares(List.of(0.6, 0.3, 0.1)), 6, 3, 1);
              shares(new FakeLabels.Shares(List.of(0.0, 0.25, 0.75)), 0, 1, 3);
              shares(new FakeLabels.Shares(List.of(0.5, 0.5, 0.0)), 1, 1, 0);
            })
        .promise("makes fakes for the classes of the real samples, by place", this::ofBatch);
  }

  /** What classes fakes are of; it costs nothing. */
  private record Classes(boolean compared) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
    }

    @Override
    public Set<Need> needs() {
      return compared ? Set.of(Need.FAKE_LABELS, Need.LABELS) : Set.of(Need.FAKE_LABELS);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      T number = ops.sumPerSample(ops.mul(context.fakeLabels(), ops.range(3)));
      T equal =
          compared
              ? ops.mean(ops.sumPerSample(ops.mul(context.fakeLabels(), context.labels())))
              : ops.constant(0);
      return new TermValue<>(
          ops.constant(0),
          Map.of(),
          Map.of(
              "first", ops.mean(number), "second", ops.mean(ops.square(number)), "equal", equal));
    }
  }

  private void shares(FakeLabels how, double... weights) {
    GanPlan plan =
        SmallPlan.labelled()
            .fakeLabels(how)
            .batchSize(BATCH)
            .floatType(FloatType.FLOAT64)
            .term("classes", new Classes(false))
            .build();
    double[] counts = new double[3];
    try (GanSession session = provider.open(plan)) {
      for (long number = 0; number < STEPS; number++) {
        Map<String, Double> reports = step(session, plan, SmallPlan.GENERATOR, number).reports();
        // With p₁ and p₂ the shares of classes 1 and 2: E k = p₁ + 2p₂, E k² = p₁ + 4p₂.
        double first = requireNonNull(reports.get("classes/first"));
        double second = requireNonNull(reports.get("classes/second"));
        counts[2] += BATCH * (second - first) / 2;
        counts[1] += BATCH * (2 * first - second);
      }
    }
    counts[0] = BATCH * STEPS - counts[1] - counts[2];
    double all = weights[0] + weights[1] + weights[2];
    double chiSquare = 0;
    for (int k = 0; k < 3; k++) {
      double expected = BATCH * STEPS * weights[k] / all;
      if (expected == 0) {
        assertThat(counts[k]).as("fakes of class %s", k).isCloseTo(0, within(1e-6));
      } else {
        chiSquare += (counts[k] - expected) * (counts[k] - expected) / expected;
      }
    }
    assertThat(chiSquare).as("χ² of %s", how).isLessThan(MOST);
  }

  private void ofBatch() {
    GanPlan plan =
        SmallPlan.labelled()
            .fakeLabels(FakeLabels.OF_BATCH)
            .term("classes", new Classes(true))
            .build();
    try (GanSession session = provider.open(plan)) {
      for (String phase : List.of(SmallPlan.GENERATOR, SmallPlan.BOTH)) {
        assertThat(step(session, plan, phase, 1).reports().get("classes/equal")).isEqualTo(1.0);
      }
      assertThatThrownBy(() -> step(session, SmallPlan.GENERATOR, 2, 0, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("needs a batch");
    }
  }
}
