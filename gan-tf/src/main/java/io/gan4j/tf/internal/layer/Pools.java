package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.tf.extension.LayerContext;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** What pooling layers have in common. */
final class Pools {
  private Pools() {}

  /** Whether windows lie side by side and cover the image and nothing else. */
  static boolean tiles(Shape image, Size window, Size step, Sides around) {
    return window.equals(step)
        && around.equals(Sides.NONE)
        && image.get(0) % window.height() == 0
        && image.get(1) % window.width() == 0;
  }

  /**
   * Pools windows that lie side by side: first their rows, then their columns. Reshaping and
   * reducing has gradients of every order, TensorFlow's pools have only the first.
   *
   * @param reduce takes {@code [n, k, m]} to {@code [n, m]}
   */
  static <T extends TFloating> Operand<T> tiled(
      Size window, Operand<T> images, LayerContext<T> context, UnaryOperator<Operand<T>> reduce) {
    Shape image = context.inputShape();
    Shape byRows = Shape.of(-1, window.height(), image.get(1) * image.get(2));
    Operand<T> rows = reduce.apply(context.ops().reshape(images, byRows));
    Shape byColumns = Shape.of(-1, window.width(), image.get(2));
    Operand<T> columns = reduce.apply(context.ops().reshape(rows, byColumns));
    return context.ops().reshape(columns, context.outputShape().prepend(-1));
  }
}
