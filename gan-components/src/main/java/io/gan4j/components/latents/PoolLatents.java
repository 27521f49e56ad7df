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
 * A fixed pool of latents, drawn once per run, from which batches are picked with replacement. The
 * generator then only ever sees this many different inputs; only to repeat experiments that were
 * done so.
 */
@Doc("Picked, with replacement, from a fixed pool that is drawn once")
public record PoolLatents(
    @Doc("Distribution that the pool is drawn from") Latents of,
    @Doc("Latents in the pool") int rows,
    @Doc("none, or unit: scale each latent to [0, 1] by its own least and largest value")
        @Default("none")
        Scale scale)
    implements Latents {
  /** What is done to each latent of the pool. */
  public enum Scale {
    /** Nothing. */
    NONE,
    /** (z − min z)/(max z − min z), over the latent's own values: MATLAB's mapminmax on rows. */
    UNIT;

    <T> T apply(TensorOps<T> ops, T rows) {
      if (this == NONE) {
        return rows;
      }
      T least = ops.minPerSample(rows);
      T width = ops.sub(ops.maxPerSample(rows), least);
      T above = ops.sub(rows, ops.broadcastPerSample(least, rows));
      return ops.div(above, ops.broadcastPerSample(width, rows));
    }
  }

  public PoolLatents {
    Check.positive("rows", rows);
    Check.relation(
        scale == Scale.NONE || of.shape().size() > 1,
        "scale",
        Set.of("of"),
        "must be none for latents of a single value",
        scale);
  }

  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
    return noise.pick("latents-pool", rows, source -> scale.apply(ops, of.draw(ops, source)));
  }
}
