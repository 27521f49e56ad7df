package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/** Distances from grey of chosen images are multiplied by a power of two with a normal exponent. */
@Doc(
    value = "Multiplies all distances from grey by one number",
    paper = "Karras et al. 2020, Training GANs with limited data, appendix B")
public record ContrastAugmentation(
    @Doc("Standard deviation of the factor's binary logarithm, >= 0") @Default("0.5")
        double deviation,
    @Doc("Multiplies the probability, in [0, 1]") @Default("1") double strength)
    implements Augmentation {

  public ContrastAugmentation {
    Check.notNegative("deviation", deviation);
    Check.inClosed("strength", strength, 0, 1);
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    T grey = ops.constant(by.middle());
    T factor = factor(by, deviation, by.chosen("contrast", strength));
    return ops.add(grey, ops.mul(Images.of(ops, samples).perImage(factor), ops.sub(samples, grey)));
  }

  /** 2^(deviation · n) for chosen samples with n normal, 1 for others: {@code [batch]}. */
  static <T> T factor(Augmenting<T> by, double deviation, T chosen) {
    TensorOps<T> ops = by.ops();
    T exponent =
        ops.mul(ops.mul(chosen, ops.constant(deviation * Math.log(2))), by.normal("factor"));
    return ops.exp(exponent);
  }
}
