package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The fake provider")
class FakeProviderTest {

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return GanProviderContract.of(new FakeProvider()).tests();
  }

  @Test
  @DisplayName("learns: its samples come to where the data is")
  void learns() {
    GanPlan plan = SmallPlan.points().optimizer(SmallPlan.sgd(0.05)).build();
    try (GanSession session = new FakeProvider().open(plan)) {
      double before = distanceFromData(session);
      for (long number = 0; number < 600; number++) {
        SessionSteps.step(session, plan, SmallPlan.DISCRIMINATOR, number);
        SessionSteps.step(session, plan, SmallPlan.GENERATOR, number);
      }
      assertThat(distanceFromData(session)).isLessThan(before / 2).isLessThan(0.4);
    }
  }

  /** The data has mean 1 in both axes. */
  private static double distanceFromData(GanSession session) {
    double[] made = NdValues.values(session.generate(session.drawLatents(1, 500)));
    double[] mean = new double[2];
    for (int i = 0; i < made.length; i++) {
      mean[i % 2] += made[i] / 500;
    }
    return Math.hypot(mean[0] - 1, mean[1] - 1);
  }

  private record Slope() implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.DISCRIMINATOR);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.INPUT_GRADIENTS);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      throw new AssertionError("never asked");
    }
  }

  @Test
  @DisplayName("refuses terms with input gradients")
  void noInputGradients() {
    GanPlan plan = SmallPlan.points().term("slope", new Slope()).build();
    assertThatThrownBy(() -> new FakeProvider().open(plan).close())
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("input gradients");
  }

  private record Detaching() implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      T score = context.ops().mean(context.discriminate(context.fake()).scores());
      return TermValue.of(context.ops().detach(score));
    }
  }

  @Test
  @DisplayName("takes no gradient through what a term detaches")
  void detaches() {
    GanPlan plain = SmallPlan.points().build();
    GanPlan detaching = SmallPlan.points().term("detached", new Detaching()).build();
    try (GanSession one = new FakeProvider().open(plain);
        GanSession other = new FakeProvider().open(detaching)) {
      SessionSteps.step(one, plain, SmallPlan.GENERATOR, 0);
      SessionSteps.step(other, detaching, SmallPlan.GENERATOR, 0);
      double[] expected = NdValues.values(one.generate(one.drawLatents(1, 4)));
      assertThat(NdValues.values(other.generate(other.drawLatents(1, 4))))
          .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1)
          .containsExactly(expected);
    }
  }
}
