package io.gan4j.cli.mutants;

import io.gan4j.api.data.Latents;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import java.util.concurrent.ThreadLocalRandom;
import org.tensorflow.ndarray.Shape;

/** Moves every draw by a number that nobody can ask for again. */
@Doc("Noise that is another one each time")
public record UnkeyedLatents() implements Latents {
  @Override
  public Shape shape() {
    return Shape.of(4);
  }

  @Override
  public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
    T shift = ops.constant(ThreadLocalRandom.current().nextGaussian());
    return ops.add(noise.normal("latents", shape()), shift);
  }
}
