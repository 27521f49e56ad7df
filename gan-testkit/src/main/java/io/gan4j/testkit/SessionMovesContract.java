package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.adam;
import static io.gan4j.testkit.SessionSteps.changed;
import static io.gan4j.testkit.SessionSteps.step;
import static io.gan4j.testkit.SessionSteps.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/** What a phase moves, and from where. */
record SessionMovesContract(GanProvider provider) {

  Contract contract() {
    return new Contract(provider.name())
        .promise("moves only the players of the phase", this::movesOnly)
        .promise("moves both players from the same point", this::samePoint)
        .promise("puts a scratch player back after the last repeat", this::scratch);
  }

  private void movesOnly() {
    for (Player player : SmallPlan.PLAYERS) {
      GanPlan plan = SmallPlan.points().optimizer(adam(0.01)).build();
      try (GanSession session = provider.open(plan)) {
        step(session, plan, SmallPlan.BOTH, 0); // so that slots are not 0
        Map<String, NdArray<?>> before = session.saveState();
        step(session, plan, player.key(), 1);
        Map<String, NdArray<?>> after = session.saveState();
        assertThat(changed(before, after, SmallPlan.opponent(player)))
            .as(
                "the %s's state, in a phase of the %s",
                SmallPlan.opponent(player).key(), player.key())
            .isEmpty();
        assertThat(changed(before, after, player)).as("the %s's state", player.key()).isNotEmpty();
        assertThat(session.updates(player)).as("updates").isEqualTo(2);
        assertThat(session.updates(SmallPlan.opponent(player)))
            .as("the other's updates")
            .isEqualTo(1);
      }
    }
  }

  private void samePoint() {
    GanPlan plan = SmallPlan.points().build();
    try (GanSession session = provider.open(plan)) {
      Map<String, NdArray<?>> start = session.saveState();
      Map<String, NdArray<?>> expected = new HashMap<>();
      for (Player player : SmallPlan.PLAYERS) {
        session.restoreState(start);
        step(session, plan, player.key(), 0);
        Map<String, NdArray<?>> alone = session.saveState();
        changed(start, alone, player).forEach(name -> expected.put(name, value(alone, name)));
      }
      session.restoreState(start);
      step(session, plan, SmallPlan.BOTH, 0);
      Map<String, NdArray<?>> together = session.saveState();
      assertThat(expected).isNotEmpty();
      expected.forEach(
          (name, moved) -> {
            if (NdValues.isFloating(moved)) {
              assertThat(NdValues.values(value(together, name)))
                  .as("%s, moved together and alone", name)
                  .containsExactly(NdValues.values(moved), within(1e-6));
            }
          });
    }
  }

  private void scratch() {
    GanPlan plan = SmallPlan.points().optimizer(adam(0.05)).build();
    try (GanSession session = provider.open(plan)) {
      step(session, plan, SmallPlan.BOTH, 0);
      Map<String, NdArray<?>> before = session.saveState();
      step(session, SmallPlan.SCRATCH, 1, 0, SmallPlan.batch(plan, 1));
      assertThat(changed(before, session.saveState(), Player.DISCRIMINATOR))
          .as("the scratch discriminator's state between repeats")
          .isNotEmpty();
      step(session, SmallPlan.SCRATCH, 1, 1, SmallPlan.batch(plan, 2));
      Map<String, NdArray<?>> after = session.saveState();
      assertThat(changed(before, after, Player.DISCRIMINATOR))
          .as("the scratch discriminator's state in the end")
          .isEmpty();
      assertThat(changed(before, after, Player.GENERATOR)).isNotEmpty();
      assertThat(session.updates(Player.DISCRIMINATOR)).isEqualTo(1);
      assertThat(session.updates(Player.GENERATOR)).isEqualTo(3);
    }
  }
}
