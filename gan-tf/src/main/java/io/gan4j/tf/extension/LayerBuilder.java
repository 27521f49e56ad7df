package io.gan4j.tf.extension;

import io.gan4j.api.network.LayerSpec;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Compiles one kind of layer to TensorFlow operations. Stateless: the layer is the configuration,
 * the context owns the weights. A layer of your own comes in through {@link TensorFlowExtension}.
 *
 * @param <L> the layer's record
 */
public interface LayerBuilder<L extends LayerSpec> {

  /**
   * The layer's output, {@code [batch, …]}, of the shape that {@link LayerSpec#outputShape} says.
   *
   * @param layer its settings
   * @param input {@code [batch, …]}; the batch may be of unknown size
   */
  <T extends TFloating> Operand<T> build(L layer, Operand<T> input, LayerContext<T> context);

  /**
   * Names of TensorFlow operations that an exported model with this layer holds beside those that
   * every model may hold. A model is loaded only if all of its operations are known to calculate
   * and nothing else; what is named here is let in too, in any model that is loaded while this
   * builder is on the class path. So name none that reaches files, the network or the process.
   *
   * <p>Of what such an operation gives, no shape is known before it runs. So a size that is
   * calculated of that shape is refused; take one from the layer's settings.
   */
  default Set<String> exportedOperations() {
    return Set.of();
  }
}
