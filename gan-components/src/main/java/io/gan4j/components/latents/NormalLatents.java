package io.gan4j.components.latents;

import io.gan4j.api.data.Latents;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/** Standard normal vectors, {@code [size]}. */
@Doc("Standard normal vectors")
public record NormalLatents(@Doc("Values per latent") @Default("100") int size) implements Latents {
  public NormalLatents {
    Check.positive("size", size);
  }

  @Override
  public Shape shape() {
    return Shape.of(size);
  }

  @Override
  public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
    return noise.normal("latents", shape());
  }
}
