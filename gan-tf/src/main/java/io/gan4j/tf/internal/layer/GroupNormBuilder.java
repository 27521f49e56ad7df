package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.GroupNorm;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** As many groups of channels as asked for. */
public final class GroupNormBuilder implements LayerBuilder<GroupNorm> {

  @Override
  public <T extends TFloating> Operand<T> build(
      GroupNorm layer, Operand<T> input, LayerContext<T> context) {
    Operand<T> normalized =
        NormalizationOps.perSample(input, layer.groups(), layer.epsilon(), context);
    return NormalizationOps.affine(normalized, layer.scale(), layer.offset(), context);
  }
}
