package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.game.Player;
import io.gan4j.api.provider.StepRequest;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/** Compares a phase's gradients with central differences of what its players pay, in float64. */
final class FiniteDifferences {
  private static final double STEP = 1e-6;
  private static final int COORDINATES = 6;

  private FiniteDifferences() {}

  /**
   * Checks every parameter of every player that the phase moves.
   *
   * @return the largest gradient seen, for a test to assert that there was one
   */
  static double check(InspectedSession<?> session, StepRequest request) {
    Map<String, NdArray<?>> state = session.saveState();
    double largest = 0;
    for (Map.Entry<String, NdArray<?>> entry : session.evaluate(request).gradients().entrySet()) {
      String name = entry.getKey();
      double[] gradient = States.values(entry.getValue());
      double[] weights = States.values(state, name);
      int stride = Math.max(1, gradient.length / COORDINATES);
      for (int i = 0; i < gradient.length; i += stride) {
        double above = loss(session, request, state, name, weights, i, STEP);
        double below = loss(session, request, state, name, weights, i, -STEP);
        assertThat(gradient[i])
            .as(name + "[" + i + "]")
            .isCloseTo((above - below) / (2 * STEP), within(1e-7));
        largest = Math.max(largest, Math.abs(gradient[i]));
      }
    }
    session.restoreState(state);
    return largest;
  }

  private static double loss(
      InspectedSession<?> session,
      StepRequest request,
      Map<String, NdArray<?>> state,
      String name,
      double[] weights,
      int index,
      double by) {
    double[] moved = weights.clone();
    moved[index] += by;
    session.restoreState(States.with(state, name, moved));
    Player owner = new Player(name.substring(0, name.indexOf('/')));
    return requireNonNull(session.evaluate(request).report().losses().get(owner));
  }
}
