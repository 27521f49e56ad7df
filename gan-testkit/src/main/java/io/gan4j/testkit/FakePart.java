package io.gan4j.testkit;

import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * What stands in for a part of a player's network: a kernel, a bias, and a table per class where it
 * sees labels.
 */
interface FakePart {

  /** Shape of the kernel; its last axis is the output. */
  Shape kernel();

  /** What a class adds: so many values. */
  int valuesPerClass();

  /** Standard deviation of the initial kernel and table. */
  double spread();

  /**
   * What it makes of rows.
   *
   * @param ofClass what each row's class adds, {@code [rows, valuesPerClass]}; null if no labels
   *     are seen
   * @param rows {@code [rows, …]}
   */
  Result compute(
      DoubleTensor kernel, DoubleTensor bias, @Nullable DoubleTensor ofClass, DoubleTensor rows);

  /**
   * What came out.
   *
   * @param output {@code [rows, …]}
   * @param features {@code [rows, …]}
   */
  record Result(DoubleTensor output, DoubleTensor features) {}
}
