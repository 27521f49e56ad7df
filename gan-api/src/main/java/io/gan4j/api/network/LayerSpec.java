package io.gan4j.api.network;

import io.gan4j.api.data.Range;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * One layer as data: a record of its settings. It knows the shape of what it makes and the weights
 * it needs, so that networks are checked and printed without a provider. Shapes here are of one
 * sample, without the batch axis.
 */
public interface LayerSpec {

  /**
   * Shape of the output for an input of this shape.
   *
   * @throws ShapeMismatchException if the layer cannot take this input
   */
  Shape outputShape(Shape input);

  /**
   * The weights and statistics of this layer for an input of this shape, names unique within the
   * layer.
   */
  default List<ParameterSpec> parameters(Shape input) {
    return List.of();
  }

  /**
   * Range of the output values for inputs in the given range. A layer that keeps or scales values
   * arbitrarily says unbounded.
   */
  default Range outputRange(Range input) {
    return Range.UNBOUNDED;
  }

  /**
   * Whether a sample's output depends on the other samples of the batch (batch norm, minibatch
   * statistics). Where nothing does, real and fake may go through a discriminator together, so a
   * layer that moves a statistic by what one pass shows it has to say yes as well.
   */
  default boolean mixesSamples() {
    return false;
  }

  /**
   * Whether all that a sample's output takes from the other samples are sums or means over them
   * that its builder shares with the other workers of a run, so that several workers can share a
   * batch. Asked of layers that mix samples.
   */
  default boolean mixesByMeans() {
    return false;
  }

  /**
   * Number of classes whose labels this layer itself sees, leaving out the layers inside it; 0 if
   * it sees none. A network with such a layer is refused on data with another number of classes, or
   * without labels.
   */
  default int labelClasses() {
    return 0;
  }

  /** The layers this one is made of, if any. */
  default List<LayerSpec> children() {
    return List.of();
  }
}
