package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/** Chosen images become brighter or darker by a normal number. */
@Doc(
    value = "Adds one number to all values of an image",
    paper = "Karras et al. 2020, Training GANs with limited data, appendix B")
public record BrightnessAugmentation(
    @Doc("Standard deviation, as a share of half the range, >= 0") @Default("0.2") double deviation,
    @Doc("Multiplies the probability, in [0, 1]") @Default("1") double strength)
    implements Augmentation {

  public BrightnessAugmentation {
    Check.notNegative("deviation", deviation);
    Check.inClosed("strength", strength, 0, 1);
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    T more =
        ops.mul(
            ops.mul(by.chosen("brightness", strength), ops.constant(deviation * by.half())),
            by.normal("by"));
    return ops.add(samples, Images.of(ops, samples).perImage(more));
  }
}
