package io.gan4j.api.network;

import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/**
 * A layer without weights that maps each value on its own. It says what it computes in the algebra,
 * so providers need no builder for it.
 */
public interface Activation extends LayerSpec {

  /** The activated values, of the same shape. */
  <T> T apply(TensorOps<T> ops, T values);

  @Override
  default Shape outputShape(Shape input) {
    return input;
  }
}
