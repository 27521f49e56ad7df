package io.gan4j.api.data;

import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** The distribution of the generator's input. */
public interface Latents {

  /** Shape of one latent, without the batch axis. */
  Shape shape();

  /** Of a latent that begins with one-hot codes: how many values each has, in order. */
  default List<Integer> categories() {
    return List.of();
  }

  /** A batch of latents, {@code [batch, …shape]}. */
  <T> T draw(TensorOps<T> ops, NoiseSource<T> noise);
}
