package io.gan4j.api.data;

import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/** The distribution of the generator's input. */
public interface Latents {

  /** Shape of one latent, without the batch axis. */
  Shape shape();

  /** A batch of latents, {@code [batch, …shape]}. */
  <T> T draw(TensorOps<T> ops, NoiseSource<T> noise);
}
