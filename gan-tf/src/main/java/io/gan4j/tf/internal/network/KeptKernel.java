package io.gan4j.tf.internal.network;

import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * One kernel of a layer as its transform sees it.
 *
 * @param layer the layer's context
 * @param name the kernel's name in the layer
 * @param <T> the graph's float type
 */
record KeptKernel<T extends TFloating>(BuildContext<T> layer, String name)
    implements WeightTransform.Kept<Operand<T>> {

  @Override
  public TensorOps<Operand<T>> ops() {
    return layer.ops();
  }

  @Override
  public ParameterSpec kernel() {
    // In a layer within a layer its full name is longer, which a transform need not know.
    return layer.spec(name).named(name);
  }

  @Override
  public Operand<T> value() {
    return layer.parameter(name);
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
