package io.gan4j.tf.internal.session;

import io.gan4j.api.data.Latents;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/** Latents picked from a pool. */
record TestLatents(int size, int rows) implements Latents {
  @Override
  public Shape shape() {
    return Shape.of(size);
  }

  @Override
  public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
    return noise.pick("pool", rows, table -> table.normal("rows", shape()));
  }
}
