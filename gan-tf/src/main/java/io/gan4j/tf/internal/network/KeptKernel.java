package io.gan4j.tf.internal.network;

import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * One kernel of a layer as its transform sees it.
 *
 * @param layer the layer's context
 * @param kernel the kernel, by its name in the layer
 * @param <T> the graph's float type
 */
record KeptKernel<T extends TFloating>(LayerContext<T> layer, ParameterSpec kernel)
    implements WeightTransform.Kept<Operand<T>> {

  @Override
  public TensorOps<Operand<T>> ops() {
    return layer.ops();
  }

  @Override
  public Operand<T> value() {
    return layer.parameter(kernel.name());
  }

  @Override
  public Operand<T> value(String parameter) {
    return layer.parameter(parameter);
  }

  @Override
  public void moveStatistic(String statistic, Operand<T> next) {
    layer.updateStatistic(statistic, before -> next);
  }
}
