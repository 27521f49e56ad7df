package io.gan4j.tf.extension;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.optimizer.Optimizer;

/**
 * Brings TensorFlow builders for layers and optimisers of your own. Found by {@link
 * java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/io.gan4j.tf.extension.TensorFlowExtension}. Needs a public constructor without
 * parameters and does no work in it.
 */
public interface TensorFlowExtension {

  /** Name of the extension, for messages. */
  String name();

  /** Hands over its builders. */
  void configure(Builders to);

  /** Takes builders. A class that has a builder already is refused, naming both extensions. */
  interface Builders {

    /** The builder of a layer's record. */
    <L extends LayerSpec> void layer(Class<L> layer, LayerBuilder<L> builder);

    /** The builder of an optimiser's record. */
    <O extends Optimizer> void optimizer(Class<O> optimizer, OptimizerBuilder<O> builder);
  }
}
