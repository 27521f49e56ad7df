package io.gan4j.api.augmentation;

import io.gan4j.api.data.Range;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/**
 * What an augmentation works with. The same stream gives the same numbers within one augmentation
 * of one pass; other augmentations and passes see others.
 *
 * @param ops the algebra
 * @param noise of the phase's draw, for this batch of samples
 * @param scope begins the names of all streams
 * @param probability with which a sample is changed, a scalar in [0, 1]
 * @param range of the samples; colours are changed about its middle
 * @param <T> the provider's tensor
 */
public record Augmenting<T>(
    TensorOps<T> ops, NoiseSource<T> noise, String scope, T probability, Range range) {

  /** The same for a part of an augmentation, with streams of its own. */
  public Augmenting<T> part(String name) {
    return new Augmenting<>(ops, noise, scope + name + "/", probability, range);
  }

  /** One uniform number in [0, 1) for each sample: {@code [batch]}. */
  public T uniform(String stream) {
    return noise.uniform(scope + stream, Shape.scalar());
  }

  /** One standard normal number for each sample: {@code [batch]}. */
  public T normal(String stream) {
    return noise.normal(scope + stream, Shape.scalar());
  }

  /**
   * 1 for samples to be changed, 0 for others: {@code [batch]}.
   *
   * @param strength multiplies the probability, in [0, 1]
   */
  public T chosen(String stream, double strength) {
    T often = strength == 1 ? probability : ops.mul(probability, ops.constant(strength));
    return ops.greater(often, uniform("chosen-" + stream));
  }

  /** The middle of the range: grey. 0 where the range has no ends. */
  public double middle() {
    return range.bounded() ? (range.low() + range.high()) / 2 : 0;
  }

  /** Half of the range's width. 1 where the range has no ends. */
  public double half() {
    return range.bounded() ? (range.high() - range.low()) / 2 : 1;
  }
}
