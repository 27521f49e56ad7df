package io.gan4j.tf.internal.network;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Compiles a layer, or one within another.
 *
 * @param <T> the graph's float type
 */
@FunctionalInterface
interface LayerCompiler<T extends TFloating> {

  /**
   * Builds a layer over an input.
   *
   * @param input {@code [batch, …]}
   */
  Operand<T> compile(LayerSpec layer, Operand<T> input, LayerContext<T> context);
}
