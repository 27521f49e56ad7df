package io.gan4j.testkit;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.data.Batch;
import io.gan4j.api.game.Player;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/**
 * One phase of a plan in double precision, on the same batch and draw again and again. Gradients
 * are read off a step of plain descent, and compared with central differences of what is paid.
 */
final class Descent implements AutoCloseable {
  /** Steps in which statistics come to rest, such as spectral norm's vectors. */
  private static final int SETTLING = 300;

  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 1e-5;
  private static final double NOISE = 1e-8;
  private static final int COORDINATES = 3;

  private final GanPlan plan;
  private final String phase;
  private final GanSession session;

  Descent(GanProvider provider, SmallPlan small, String phase) {
    this.phase = phase;
    GanPlan first = small.build();
    // What a term carries on may have no value yet that it can be differentiated at.
    long still = hasStatistics(first) ? SETTLING : carriesOn(first) ? 1 : 0;
    this.plan =
        small
            .floatType(FloatType.FLOAT64)
            .optimizer(new Sgd(progress -> progress.updates() < still ? 0 : 1))
            .build();
    this.session = provider.open(plan);
    for (long i = 0; i < still; i++) {
      step(0);
    }
  }

  private static boolean hasStatistics(GanPlan plan) {
    return plan.players().values().stream()
        .anyMatch(player -> player.network().statisticValues() > 0);
  }

  private static boolean carriesOn(GanPlan plan) {
    return plan.phases().stream()
        .flatMap(phase -> phase.terms().stream())
        .anyMatch(paid -> !paid.term().state().isEmpty());
  }

  /** What one step on a batch by number reports. */
  PhaseReport step(long number) {
    return step(batch(number));
  }

  /** What one step on a batch reports. */
  PhaseReport step(Batch batch) {
    return session.step(new StepRequest(phase, 0, 0, 0, 1000, 0, batch));
  }

  /** A batch by its number. */
  Batch batch(long number) {
    return SmallPlan.batch(plan, number);
  }

  /**
   * Goes no further with something whose value differs from time to time, which is told by a
   * promise of its own.
   */
  void mustRepeat() {
    Map<String, NdArray<?>> start = session.saveState();
    Map<Player, Double> once = step(0).losses();
    session.restoreState(start);
    Map<Player, Double> again = step(0).losses();
    session.restoreState(start);
    if (!once.equals(again)) {
      throw new SkippedCheck("what is paid is another each time");
    }
  }

  /** Checks some gradients of every weight of the player that moves. */
  void checkGradients(Player player) {
    mustRepeat();
    Map<String, NdArray<?>> start = session.saveState();
    step(0);
    Map<String, NdArray<?>> moved = session.saveState();
    List<Slope> slopes = new ArrayList<>();
    for (String name : trained(player)) {
      double[] at = values(start, name);
      double[] to = values(moved, name);
      int stride = Math.max(1, (at.length - 1) / (COORDINATES - 1));
      for (int i = 0; i < at.length; i += stride) {
        double above = paid(player, start, name, i, STEP);
        double below = paid(player, start, name, i, -STEP);
        slopes.add(new Slope(name + "[" + i + "]", (above - below) / (2 * STEP), at[i] - to[i]));
      }
    }
    session.restoreState(start);
    double largest =
        slopes.stream().mapToDouble(slope -> Math.abs(slope.expected())).max().orElse(0);
    for (Slope slope : slopes) {
      Expect.close(
          "∂(what the " + player.key() + " pays)/∂" + slope.of() + ", by central differences",
          slope.expected(),
          slope.found(),
          TOLERANCE * largest + NOISE);
    }
  }

  private record Slope(String of, double expected, double found) {}

  private List<String> trained(Player player) {
    List<String> names = new ArrayList<>();
    for (Placed placed : plan.player(player).network().placed()) {
      for (ParameterSpec parameter : placed.parameters()) {
        if (parameter.trained()) {
          names.add(player.key() + "/" + placed.name() + "/" + parameter.name());
        }
      }
    }
    return names;
  }

  private double paid(
      Player player, Map<String, NdArray<?>> start, String name, int index, double by) {
    double[] values = values(start, name);
    values[index] += by;
    Map<String, NdArray<?>> changed = new HashMap<>(start);
    changed.put(name, NdValues.like(array(start, name), values));
    session.restoreState(changed);
    return requireNonNull(step(0).losses().get(player), player.key());
  }

  /** Everything that the next step depends on. */
  Map<String, NdArray<?>> state() {
    return session.saveState();
  }

  void restore(Map<String, NdArray<?>> state) {
    session.restoreState(state);
  }

  private static double[] values(Map<String, NdArray<?>> state, String name) {
    return NdValues.values(array(state, name));
  }

  private static NdArray<?> array(Map<String, NdArray<?>> state, String name) {
    return requireNonNull(state.get(name), () -> "'" + name + "' in " + state.keySet());
  }

  @Override
  public void close() {
    session.close();
  }
}
