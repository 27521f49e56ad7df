package io.gan4j.components.latents;

import io.gan4j.api.data.Latents;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/**
 * Latents of another distribution, scaled towards 0: the truncation of a generator that is exported
 * with them. For distributions around 0.
 */
@Doc("Latents of another distribution, scaled towards 0: what gan export --truncation exports")
public record ScaledLatents(
    @Doc("Distribution that latents are drawn from") Latents of,
    @Doc("Factor on all of their values, in [0, 1]") @Default("1") double scale)
    implements Latents {
  public ScaledLatents {
    Check.inClosed("scale", scale, 0, 1);
  }

  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
    return ops.mul(ops.constant(scale), of.draw(ops, noise));
  }
}
