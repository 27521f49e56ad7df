package io.gan4j.components.game;

import io.gan4j.api.data.Latents;
import io.gan4j.api.spec.Check;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Codes, and latents of another distribution behind them. Categorical codes are one-hot, each value
 * as likely; continuous ones are uniform in [−1, 1).
 *
 * @param of the other distribution, of vectors
 * @param categorical values of each categorical code
 * @param continuous number of continuous codes
 */
record CodedLatents(Latents of, List<Integer> categorical, int continuous) implements Latents {

  CodedLatents {
    categorical = List.copyOf(categorical);
    Check.rule(
        of.shape().numDimensions() == 1, "latents", "must be vectors in this game", of.shape());
  }

  /** Values of all codes. */
  static int width(List<Integer> categorical, int continuous) {
    return categorical.stream().mapToInt(Integer::intValue).sum() + continuous;
  }

  @Override
  public Shape shape() {
    return Shape.of(width(categorical, continuous) + of.shape().size());
  }

  @Override
  public List<Integer> categories() {
    return categorical;
  }

  @Override
  public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
    List<T> parts = new ArrayList<>();
    for (int i = 0; i < categorical.size(); i++) {
      parts.add(oneHot(ops, noise.uniform("category-" + i, Shape.of(1)), categorical.get(i)));
    }
    if (continuous > 0) {
      T unit = noise.uniform("codes", Shape.of(continuous));
      parts.add(ops.sub(ops.mul(ops.constant(2), unit), ops.constant(1)));
    }
    parts.add(of.draw(ops, noise));
    return ops.concat(parts);
  }

  /** {@code [batch, values]} of uniform numbers {@code [batch, 1]} in [0, 1). */
  private static <T> T oneHot(TensorOps<T> ops, T unit, int values) {
    T drawn = ops.floor(ops.mul(unit, ops.constant(values)));
    T value = ops.minimum(drawn, ops.constant(values - 1.0)); // where the product rounds up
    return ops.sub(ops.constant(1), ops.sign(ops.abs(ops.sub(value, ops.range(values)))));
  }
}
