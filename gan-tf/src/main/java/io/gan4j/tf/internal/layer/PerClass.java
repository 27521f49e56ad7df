package io.gan4j.tf.internal.layer;

import io.gan4j.tf.extension.LayerContext;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** What layers that keep values per class have in common. */
final class PerClass {
  private PerClass() {}

  /**
   * The values of each sample's class, shaped to broadcast against the layer's input.
   *
   * @param table {@code [classes, values]}
   * @return {@code [batch, 1, …, 1, values]}, with as many axes as the input
   */
  static <T extends TFloating> Operand<T> of(Operand<T> table, LayerContext<T> context) {
    // A product rather than a lookup: labels may be mixtures, and its gradient has a gradient.
    Operand<T> values = context.ops().matMul(context.labels(), table);
    int axes = context.inputShape().numDimensions();
    if (axes == 1) {
      return values;
    }
    long[] sizes = new long[axes + 1];
    Arrays.fill(sizes, 1);
    sizes[0] = -1;
    sizes[axes] = table.shape().get(1);
    return context.ops().reshape(values, Shape.of(sizes));
  }
}
