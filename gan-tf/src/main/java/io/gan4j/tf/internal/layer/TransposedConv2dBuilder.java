package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The gradient of a convolution with respect to its input. Under explicit padding it is that of the
 * padded image, whose sides are then cut off.
 */
public final class TransposedConv2dBuilder implements LayerBuilder<TransposedConv2d> {

  @Override
  public <T extends TFloating> Operand<T> build(
      TransposedConv2d layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    int height = Math.toIntExact(context.outputShape().get(0));
    int width = Math.toIntExact(context.outputShape().get(1));
    Sides cut = cut(layer);
    Operand<T> sums =
        context
            .products()
            .transposedConv2d(
                sizes(tf, input, height + cut.rows(), width + cut.columns(), layer.filters()),
                context.kernel(layer.weights()),
                input,
                Sliding.strides(layer.stride()),
                layer.padding() instanceof Padding.Same ? "SAME" : "VALID");
    if (!cut.equals(Sides.NONE)) {
      int[] from = {0, cut.top(), cut.left(), 0};
      int[] size = {-1, height, width, layer.filters()};
      sums = tf.slice(sums, tf.constant(from), tf.constant(size));
    }
    return layer.activation().apply(context.ops(), Bias.add(sums, layer.biases(), context));
  }

  private static Sides cut(TransposedConv2d layer) {
    return layer.padding() instanceof Padding.Explicit explicit ? explicit.amounts() : Sides.NONE;
  }

  /** {@code [batch, height, width, channels]}, with as many samples as the input has. */
  private static <T extends TFloating> Operand<TInt32> sizes(
      Ops tf, Operand<T> input, int height, int width, int channels) {
    Operand<TInt32> batch =
        tf.slice(tf.shape(input), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    Operand<TInt32> rest = tf.constant(new int[] {height, width, channels});
    return tf.concat(List.of(batch, rest), tf.constant(0));
  }
}
