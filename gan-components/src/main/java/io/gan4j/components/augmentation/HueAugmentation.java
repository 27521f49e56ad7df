package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/**
 * The colours of chosen images turn about the axis of greys, by an angle of which all are as
 * likely. Images of other than three channels stay as they are.
 */
@Doc(
    value = "Turns colours about grey by any angle",
    paper = "Karras et al. 2020, Training GANs with limited data, appendix B")
public record HueAugmentation(
    @Doc("Multiplies the probability, in [0, 1]") @Default("1") double strength)
    implements Augmentation {
  private static final int RGB = 3;

  public HueAugmentation {
    Check.inClosed("strength", strength, 0, 1);
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    Images<T> images = Images.of(ops, samples);
    if (images.channels() != RGB) {
      return samples;
    }
    Angle<T> angle = Angle.any(by).where(by.chosen("hue", strength));
    // Rodrigues: c = g + cos·(c − g) + sin·(axis × c), with g the part along the axis (1, 1, 1)/√3.
    T grey = images.grey(samples);
    T across = ops.mul(ops.constant(1 / Math.sqrt(3)), crossed(by, samples));
    return ops.add(
        grey,
        ops.add(
            ops.mul(images.perImage(angle.cosine()), ops.sub(samples, grey)),
            ops.mul(images.perImage(angle.sine()), across)));
  }

  /** (1, 1, 1) × (r, g, b) = (b − g, r − b, g − r). */
  private static <T> T crossed(Augmenting<T> by, T samples) {
    return by.ops().sub(turned(by, samples, 2), turned(by, samples, 1));
  }

  /** Every channel from the one that is so many places further on, beginning again after blue. */
  private static <T> T turned(Augmenting<T> by, T samples, int places) {
    TensorOps<T> ops = by.ops();
    T further = ops.add(ops.range(RGB), ops.constant(places));
    T wrapped =
        ops.sub(further, ops.mul(ops.constant(RGB), ops.greater(further, ops.constant(RGB - 0.5))));
    T none = ops.mul(ops.constant(0), by.uniform("places"));
    return ops.take(samples, 3, ops.add(wrapped, ops.reshape(none, Shape.of(-1, 1))));
  }
}
