package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.LayerNorm;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** One group of all channels. */
public final class LayerNormBuilder implements LayerBuilder<LayerNorm> {

  @Override
  public <T extends TFloating> Operand<T> build(
      LayerNorm layer, Operand<T> input, LayerContext<T> context) {
    Operand<T> normalized = NormalizationOps.perSample(input, 1, layer.epsilon(), context);
    return NormalizationOps.affine(normalized, layer.scale(), layer.offset(), context);
  }
}
