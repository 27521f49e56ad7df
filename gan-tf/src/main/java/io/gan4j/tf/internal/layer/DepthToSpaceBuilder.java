package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.DepthToSpace;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** Lays the channels of each pixel out as a block of pixels. */
public final class DepthToSpaceBuilder implements LayerBuilder<DepthToSpace> {

  @Override
  public <T extends TFloating> Operand<T> build(
      DepthToSpace layer, Operand<T> input, LayerContext<T> context) {
    return context.tf().nn.depthToSpace(input, (long) layer.block());
  }
}
