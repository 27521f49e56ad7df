package io.gan4j.components.latents;

import io.gan4j.api.data.Latents;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Vectors uniform in [low, high), {@code [size]}. With ends ∓√3 they have variance 1, as in the
 * 2014 paper's MNIST experiment.
 */
@Doc("Vectors uniform in [low, high)")
public record UniformLatents(
    @Doc("Values per latent") @Default("100") int size,
    @Doc("Lower end") @Default("-1") double low,
    @Doc("Upper end, above low") @Default("1") double high)
    implements Latents {
  public UniformLatents {
    Check.positive("size", size);
    Check.finite("low", low);
    Check.finite("high", high);
    Check.relation(low < high, "low", Set.of("high"), "must be < high (" + high + ")", low);
  }

  @Override
  public Shape shape() {
    return Shape.of(size);
  }

  @Override
  public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
    T unit = noise.uniform("latents", shape());
    return ops.add(ops.constant(low), ops.mul(ops.constant(high - low), unit));
  }
}
