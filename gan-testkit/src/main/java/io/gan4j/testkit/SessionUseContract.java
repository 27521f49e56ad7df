package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.step;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Batch;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;

/** What a session refuses, and how it ends. */
record SessionUseContract(GanProvider provider) {

  Contract contract() {
    return new Contract(provider.name())
        .promise("refuses a phase it does not know, and a step without data", this::misuse)
        .promise("may be closed twice", this::closeTwice);
  }

  private void misuse() {
    GanPlan plan = SmallPlan.points().build();
    try (GanSession session = provider.open(plan)) {
      assertThatThrownBy(() -> step(session, plan, "unheard-of", 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("unheard-of");
      assertThatThrownBy(() -> step(session, SmallPlan.DISCRIMINATOR, 0, 0, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(SmallPlan.DISCRIMINATOR);
      assertThatThrownBy(
              () ->
                  step(
                      session,
                      SmallPlan.DISCRIMINATOR,
                      0,
                      0,
                      new Batch(plan.samples(), plan.batchSize() + 1)))
          .as("a batch of another size")
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void closeTwice() {
    GanSession session = provider.open(SmallPlan.points().build());
    session.close();
    session.close();
  }
}
