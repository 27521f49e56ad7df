package io.gan4j.tf;

import io.gan4j.api.network.LayerSpec;
import java.util.function.ToLongBiFunction;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
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
   * Values per sample that the gradient keeps beside the layer's input, for planning memory; by
   * default the output.
   */
  default long keptValues(L layer, Shape input) {
    return layer.outputShape(input).size();
  }

  /**
   * The same for a layer with layers inside, which adds up theirs; by default it has none.
   *
   * @param inner values that an inner layer keeps for an input of a shape
   */
  default long keptValues(L layer, Shape input, ToLongBiFunction<LayerSpec, Shape> inner) {
    return keptValues(layer, input);
  }
}
