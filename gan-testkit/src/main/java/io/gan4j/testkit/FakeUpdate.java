package io.gan4j.testkit;

import io.gan4j.api.ProviderException;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Momentum;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.RmsProp;
import io.gan4j.api.optimizer.Sgd;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The optimisers' formulas, element by element: what they say in their Javadoc. */
interface FakeUpdate {

  /**
   * Moves weights along a gradient.
   *
   * @param slots as many arrays as the optimiser has slots, 0 at first
   */
  void move(double[] weights, double[] gradient, double[][] slots, Progress progress);

  /** The update of an optimiser. */
  static FakeUpdate of(Optimizer optimizer) {
    return of(optimizer, () -> 1);
  }

  /**
   * The update of an optimiser.
   *
   * @param factor multiplies the learning rate
   */
  static FakeUpdate of(Optimizer optimizer, DoubleSupplier factor) {
    Map<Class<?>, FakeUpdate> table =
        Map.of(
            Sgd.class, (w, g, s, p) -> sgd((Sgd) optimizer, factor, w, g, p),
            Momentum.class, (w, g, s, p) -> momentum((Momentum) optimizer, factor, w, g, s, p),
            Adam.class, (w, g, s, p) -> adam((Adam) optimizer, factor, w, g, s, p),
            RmsProp.class, (w, g, s, p) -> rmsProp((RmsProp) optimizer, factor, w, g, s, p));
    FakeUpdate update = table.get(optimizer.getClass());
    if (update == null) {
      throw new ProviderException(
          "the fake provider has no update for the optimiser "
              + optimizer.getClass().getSimpleName()
              + "; it knows "
              + table.keySet().stream().map(Class::getSimpleName).sorted().toList());
    }
    return update;
  }

  private static void sgd(
      Sgd sgd, DoubleSupplier factor, double[] w, double[] g, Progress progress) {
    double rate = factor.getAsDouble() * sgd.learningRate().valueAt(progress);
    for (int i = 0; i < w.length; i++) {
      w[i] -= rate * g[i];
    }
  }

  private static void momentum(
      Momentum momentum,
      DoubleSupplier factor,
      double[] w,
      double[] g,
      double[][] slots,
      Progress progress) {
    double rate = factor.getAsDouble() * momentum.learningRate().valueAt(progress);
    double m = momentum.momentum().valueAt(progress);
    double[] velocity = slots[0];
    for (int i = 0; i < w.length; i++) {
      velocity[i] = m * velocity[i] - rate * g[i];
      w[i] += momentum.nesterov() ? m * velocity[i] - rate * g[i] : velocity[i];
    }
  }

  private static void adam(
      Adam adam,
      DoubleSupplier factor,
      double[] w,
      double[] g,
      double[][] slots,
      Progress progress) {
    double t = progress.updates() + 1.0;
    double beta1 = adam.beta1().valueAt(progress);
    double beta2 = adam.beta2().valueAt(progress);
    double rate =
        factor.getAsDouble()
            * adam.learningRate().valueAt(progress)
            * Math.sqrt(1 - Math.pow(beta2, t))
            / (1 - Math.pow(beta1, t));
    double[] m = slots[0];
    double[] v = slots[1];
    for (int i = 0; i < w.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      w[i] -= rate * m[i] / (Math.sqrt(v[i]) + adam.epsilon());
    }
  }

  private static void rmsProp(
      RmsProp rmsProp,
      DoubleSupplier factor,
      double[] w,
      double[] g,
      double[][] slots,
      Progress progress) {
    double rate = factor.getAsDouble() * rmsProp.learningRate().valueAt(progress);
    double momentum = rmsProp.momentum().valueAt(progress);
    double rho = rmsProp.rho();
    double[] square = slots[0];
    double[] velocity = slots[1];
    for (int i = 0; i < w.length; i++) {
      square[i] = rho * square[i] + (1 - rho) * g[i] * g[i];
      double spread = square[i];
      if (rmsProp.centered()) {
        double[] mean = slots[2];
        mean[i] = rho * mean[i] + (1 - rho) * g[i];
        spread -= mean[i] * mean[i];
      }
      velocity[i] = momentum * velocity[i] + rate * g[i] / Math.sqrt(spread + rmsProp.epsilon());
      w[i] -= velocity[i];
    }
  }
}
