package io.gan4j.tf.internal.network;

import io.gan4j.api.network.ParameterSpec;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Where a network's parameters come from.
 *
 * @param <T> the graph's float type
 */
@FunctionalInterface
public interface ParameterSource<T extends TFloating> {

  /**
   * The current value.
   *
   * @param name its full name, for example {@code generator/0.dense/kernel}
   * @param spec its shape and role
   */
  Operand<T> get(String name, ParameterSpec spec);
}
