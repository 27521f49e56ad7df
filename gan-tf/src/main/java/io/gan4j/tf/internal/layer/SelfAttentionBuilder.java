package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.extension.Products;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * 1×1 convolutions as matrix products. Pooling is a reshape and a maximum, whose gradient has a
 * gradient.
 */
public final class SelfAttentionBuilder implements LayerBuilder<SelfAttention> {

  @Override
  public <T extends TFloating> Operand<T> build(
      SelfAttention layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    TensorOps<Operand<T>> ops = context.ops();
    Products<T> products = context.products();
    Shape image = context.inputShape();
    long positions = image.get(0) * image.get(1);
    long keyChannels = layer.keyChannels(image);
    long valueChannels = layer.valueChannels(image);

    Operand<T> pixels = ops.reshape(input, Shape.of(-1, image.get(2)));
    Operand<T> queries =
        ops.reshape(
            products.matMul(pixels, context.kernel("query", layer.weights())),
            Shape.of(-1, positions, keyChannels));
    Operand<T> keys =
        pooled(
            products.matMul(pixels, context.kernel("key", layer.weights())),
            keyChannels,
            layer,
            context);
    Operand<T> values =
        pooled(
            products.matMul(pixels, context.kernel("value", layer.weights())),
            valueChannels,
            layer,
            context);

    Operand<T> attention = tf.nn.softmax(products.batchMatMul(queries, keys, true));
    Operand<T> seen = products.batchMatMul(attention, values, false);
    Operand<T> output =
        products.matMul(
            ops.reshape(seen, Shape.of(-1, valueChannels)),
            context.kernel("output", layer.weights()));
    return ops.add(
        input, ops.mul(context.parameter("gamma"), ops.reshape(output, image.prepend(-1))));
  }

  /** The largest of each square of positions: {@code [batch, positions, channels]}. */
  private static <T extends TFloating> Operand<T> pooled(
      Operand<T> pixels, long channels, SelfAttention layer, LayerContext<T> context) {
    Shape image = context.inputShape();
    int side = layer.downsample();
    long height = image.get(0) / side;
    long width = image.get(1) / side;
    Operand<T> largest = pixels;
    if (side > 1) {
      Operand<T> squares =
          context.ops().reshape(pixels, Shape.of(-1, height, side, width, side, channels));
      largest = context.tf().reduceMax(squares, context.tf().constant(new int[] {2, 4}));
    }
    return context.ops().reshape(largest, Shape.of(-1, height * width, channels));
  }
}
