package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/**
 * Distances of each pixel's channels from their mean are multiplied by a power of two with a normal
 * exponent, one for each chosen image. Images of one channel stay as they are.
 */
@Doc(
    value = "Multiplies the channels' distances from their mean by one number",
    paper = "Karras et al. 2020, Training GANs with limited data, appendix B")
public record SaturationAugmentation(
    @Doc("Standard deviation of the factor's binary logarithm, >= 0") @Default("1")
        double deviation,
    @Doc("Multiplies the probability, in [0, 1]") @Default("1") double strength)
    implements Augmentation {

  public SaturationAugmentation {
    Check.notNegative("deviation", deviation);
    Check.inClosed("strength", strength, 0, 1);
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    Images<T> images = Images.of(ops, samples);
    if (images.channels() == 1) {
      return samples;
    }
    T factor = ContrastAugmentation.factor(by, deviation, by.chosen("saturation", strength));
    T grey = images.grey(samples);
    return ops.add(grey, ops.mul(images.perImage(factor), ops.sub(samples, grey)));
  }
}
