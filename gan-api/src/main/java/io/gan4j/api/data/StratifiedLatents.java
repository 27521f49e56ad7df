package io.gan4j.api.data;

import io.gan4j.api.spec.Check;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * The stratum of a row, and latents of another distribution behind it: {@code [strata + 1 + size]}.
 * The stratum is one-hot, the last value for none of them, and each as likely as its share.
 *
 * @param of the other distribution, of vectors
 * @param shares one per stratum, in their order, that add up to at most 1
 */
public record StratifiedLatents(Latents of, List<Double> shares) implements Latents {

  public StratifiedLatents {
    shares = List.copyOf(Check.notEmpty("shares", shares));
    Check.rule(of.shape().numDimensions() == 1, "latents", "must be vectors", of.shape());
  }

  /** Those of rows; the given ones where the rows have no strata. */
  public static Latents of(Latents given, SampleSpace samples) {
    Columns columns = samples.columns();
    return columns == null || columns.strata().isEmpty()
        ? given
        : new StratifiedLatents(given, columns.strata().stream().map(Stratum::share).toList());
  }

  @Override
  public Shape shape() {
    return Shape.of(shares.size() + 1 + of.shape().size());
  }

  @Override
  public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
    T drawn = noise.uniform("stratum", Shape.of(1));
    // Where each stratum ends: the stratum is the first whose end is above the drawn number.
    List<T> ends = new ArrayList<>();
    double reach = 0;
    for (double share : shares) {
      reach += share;
      ends.add(ops.reshape(ops.constant(reach), Shape.of(1, 1)));
    }
    T inside = ops.greater(ops.concat(ends), drawn); // [batch, strata]
    T all = ops.add(ops.mul(drawn, ops.constant(0)), ops.constant(1));
    T none = ops.mul(drawn, ops.constant(0));
    T oneHot = ops.sub(ops.concat(List.of(inside, all)), ops.concat(List.of(none, inside)));
    return ops.concat(List.of(oneHot, of.draw(ops, noise)));
  }
}
