package io.gan4j.testkit;

import java.util.function.ToDoubleFunction;

/** Gradients by finite differences, to compare others with. */
public final class Gradients {
  private Gradients() {}

  /**
   * The gradient by central differences, (f(x + h) − f(x − h)) / 2h for each axis. Its error is of
   * the order of h² in smooth places; across a kink it is a mean of both sides.
   *
   * @param f what to differentiate; must not keep the array it is given
   * @param at where; unchanged afterwards
   * @param step h, relative to values above 1
   */
  public static double[] centralDifference(ToDoubleFunction<double[]> f, double[] at, double step) {
    double[] moved = at.clone();
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double h = step * Math.max(1, Math.abs(at[i]));
      moved[i] = at[i] + h;
      double above = f.applyAsDouble(moved);
      moved[i] = at[i] - h;
      double below = f.applyAsDouble(moved);
      moved[i] = at[i];
      gradient[i] = (above - below) / (2 * h);
    }
    return gradient;
  }
}
