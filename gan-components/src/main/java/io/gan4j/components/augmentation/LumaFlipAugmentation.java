package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/**
 * Half of the chosen images have light and dark exchanged, while the differences between their
 * channels stay: the mean of each pixel's channels is mirrored at grey.
 */
@Doc(
    value = "Exchanges light and dark, and leaves colours",
    paper = "Karras et al. 2020, Training GANs with limited data, appendix B")
public record LumaFlipAugmentation(
    @Doc("Multiplies the probability, in [0, 1]") @Default("1") double strength)
    implements Augmentation {

  public LumaFlipAugmentation {
    Check.inClosed("strength", strength, 0, 1);
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    Images<T> images = Images.of(ops, samples);
    T half = ops.greater(ops.constant(0.5), by.uniform("side"));
    T twice = ops.mul(ops.constant(-2), ops.mul(by.chosen("luma-flip", strength), half));
    T light = ops.sub(images.grey(samples), ops.constant(by.middle()));
    return ops.add(samples, ops.mul(images.perImage(twice), light));
  }
}
