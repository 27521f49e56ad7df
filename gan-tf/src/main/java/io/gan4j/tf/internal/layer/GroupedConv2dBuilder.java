package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.GroupedConv2d;
import io.gan4j.api.layer.Size;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.internal.graph.Concatenation;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * activation(x ∗ kernel + bias), group by group. TensorFlow has no grouped convolution on a CPU:
 * the values under all taps of the kernel are laid side by side, and one product of matrices per
 * group does the rest. All of it has gradients of every order.
 */
public final class GroupedConv2dBuilder implements LayerBuilder<GroupedConv2d> {

  @Override
  public <T extends TFloating> Operand<T> build(
      GroupedConv2d layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Shape output = context.outputShape();
    int groups = layer.groups();
    int channels = layer.channelsOfGroup(context.inputShape());
    int filters = layer.filters() / groups;
    Size kernel = layer.kernelSize();
    Operand<T> padded = Sliding.pad(tf, input, layer.around(context.inputShape()), 0);
    List<Operand<T>> taps = new ArrayList<>();
    for (int row = 0; row < kernel.height(); row++) {
      for (int column = 0; column < kernel.width(); column++) {
        Operand<T> tap =
            tf.slice(
                padded,
                tf.constant(new int[] {0, row, column, 0}),
                tf.constant(new int[] {-1, side(output, 0), side(output, 1), groups * channels}));
        taps.add(context.ops().reshape(tap, Shape.of(-1, groups, channels)));
      }
    }
    // [pixels, groups, taps·channels] → [groups, pixels, taps·channels]
    Operand<T> together = Concatenation.of(tf, taps, 2);
    Operand<T> seen = tf.linalg.transpose(together, order(tf, 1, 0, 2));
    int count = Math.toIntExact(kernel.area());
    Operand<T> apart =
        context
            .ops()
            .reshape(context.kernel(layer.weights()), Shape.of(count, channels, groups, filters));
    Operand<T> kernels =
        context
            .ops()
            .reshape(
                tf.linalg.transpose(apart, order(tf, 2, 0, 1, 3)),
                Shape.of(groups, (long) count * channels, filters));
    Operand<T> products = context.products().batchMatMul(seen, kernels, false);
    Operand<T> sums =
        context
            .ops()
            .reshape(tf.linalg.transpose(products, order(tf, 1, 0, 2)), output.prepend(-1));
    return layer.activation().apply(context.ops(), Bias.add(sums, layer.biases(), context));
  }

  private static int side(Shape image, int axis) {
    return Math.toIntExact(image.get(axis));
  }

  private static Operand<TInt32> order(Ops tf, int... axes) {
    return tf.constant(axes);
  }
}
