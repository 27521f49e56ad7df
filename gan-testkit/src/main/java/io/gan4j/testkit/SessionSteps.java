package io.gan4j.testkit;

import io.gan4j.api.data.Batch;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;

/** Steps of small sessions, and what changed by them. */
final class SessionSteps {
  /** Training steps of the run that a step is said to be of. */
  static final long TOTAL = 100;

  private SessionSteps() {}

  /** One step of a phase, on the batch and the draw of this number. */
  static PhaseReport step(GanSession session, GanPlan plan, String phase, long number) {
    return step(session, phase, number, 0, SmallPlan.batch(plan, number));
  }

  /** One step of a phase, on the draw of this number. */
  static PhaseReport step(
      GanSession session, String phase, long number, int repeat, @Nullable Batch batch) {
    return session.step(new StepRequest(phase, number, repeat, number, TOTAL, 0, batch));
  }

  /** The state of a new session after steps of both players. */
  static Map<String, NdArray<?>> trained(GanProvider provider, GanPlan plan, long... steps) {
    try (GanSession session = provider.open(plan)) {
      for (long number : steps) {
        step(session, plan, SmallPlan.DISCRIMINATOR, number);
        step(session, plan, SmallPlan.GENERATOR, number);
      }
      return session.saveState();
    }
  }

  /** What changed of a player's state, by name. */
  static List<String> changed(
      Map<String, NdArray<?>> before, Map<String, NdArray<?>> after, Player player) {
    return NdValues.differences(before, after).stream()
        .filter(name -> name.startsWith(player.key() + "/"))
        .toList();
  }

  static NdArray<?> value(Map<String, NdArray<?>> state, String name) {
    NdArray<?> value = state.get(name);
    if (value == null) {
      throw new AssertionError("the state has no '" + name + "'");
    }
    return value;
  }

  /** The Euclidean distance. */
  static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  static Adam adam(double rate) {
    return new Adam(progress -> rate, 0.5, 0.999, 1e-8);
  }
}
