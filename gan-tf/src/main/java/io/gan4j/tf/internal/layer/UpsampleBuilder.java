package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.layer.Upsample.Method;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Repeats pixels by tiling, and interpolates by a matrix along each axis: unlike TensorFlow's
 * resizing, both work in float64 and have gradients of every order.
 */
public final class UpsampleBuilder implements LayerBuilder<Upsample> {

  @Override
  public <T extends TFloating> Operand<T> build(
      Upsample layer, Operand<T> input, LayerContext<T> context) {
    return switch (layer.method()) {
      case NEAREST -> nearest(layer, input, context);
      case BILINEAR, BINOMIAL -> interpolated(layer, input, context);
    };
  }

  private static <T extends TFloating> Operand<T> nearest(
      Upsample layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Shape image = context.inputShape();
    Shape apart = Shape.of(-1, image.get(0), 1, image.get(1), 1, image.get(2));
    int[] times = {1, 1, layer.factor().height(), 1, layer.factor().width(), 1};
    Operand<T> tiled = tf.tile(context.ops().reshape(input, apart), tf.constant(times));
    return context.ops().reshape(tiled, context.outputShape().prepend(-1));
  }

  private static <T extends TFloating> Operand<T> interpolated(
      Upsample layer, Operand<T> input, LayerContext<T> context) {
    Size factor = layer.factor();
    return layer.method() == Method.BINOMIAL
        ? AlongAxes.resampled(input, context, UpsampleBuilder::binomial, UpsampleBuilder::binomial)
        : AlongAxes.resampled(
            input,
            context,
            size -> bilinear(size, factor.height()),
            size -> bilinear(size, factor.width()));
  }

  /** Between the centres of old pixels; those of the border go on beyond it. */
  private static double[][] bilinear(int size, int factor) {
    double[][] shares = new double[size * factor][size];
    for (int i = 0; i < shares.length; i++) {
      // The new pixel's centre, counted in old pixels from the centre of the first one.
      double centre = Math.min(size - 1, Math.max(0, (i + 0.5) / factor - 0.5));
      int before = (int) centre;
      double share = centre - before;
      shares[i][before] += 1 - share;
      shares[i][Math.min(size - 1, before + 1)] += share;
    }
    return shares;
  }

  /** Three quarters of the pixel that it lies in, a quarter of the nearer neighbour. */
  private static double[][] binomial(int size) {
    double[][] shares = new double[2 * size][size];
    for (int i = 0; i < shares.length; i++) {
      int own = i / 2;
      int neighbour = i % 2 == 0 ? own - 1 : own + 1;
      shares[i][own] = 0.75;
      if (neighbour >= 0 && neighbour < size) {
        shares[i][neighbour] = 0.25;
      }
    }
    return shares;
  }
}
