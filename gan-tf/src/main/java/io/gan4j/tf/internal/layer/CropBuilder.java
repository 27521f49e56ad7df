package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Crop;
import io.gan4j.api.layer.Sides;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Cuts by a slice, which unlike a strided slice has gradients of every order. */
public final class CropBuilder implements LayerBuilder<Crop> {

  @Override
  public <T extends TFloating> Operand<T> build(
      Crop layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Sides away = layer.away(context.inputShape());
    int[] begin = {0, away.top(), away.left(), 0};
    int[] size = {-1, layer.size().height(), layer.size().width(), -1};
    return tf.slice(input, tf.constant(begin), tf.constant(size));
  }
}
