package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.InstanceNorm;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** As many groups as there are channels. */
public final class InstanceNormBuilder implements LayerBuilder<InstanceNorm> {

  @Override
  public <T extends TFloating> Operand<T> build(
      InstanceNorm layer, Operand<T> input, LayerContext<T> context) {
    Shape sample = context.inputShape();
    long channels = sample.get(sample.numDimensions() - 1);
    Operand<T> normalized = NormalizationOps.perSample(input, channels, layer.epsilon(), context);
    return NormalizationOps.affine(normalized, layer.scale(), layer.offset(), context);
  }
}
