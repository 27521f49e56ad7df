package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/** Half of the chosen images are mirrored left to right. Not for digits and letters. */
@Doc(
    value = "Mirrors left to right; not for digits and letters",
    paper = "Karras et al. 2020, Training GANs with limited data, appendix B")
public record MirrorAugmentation(
    @Doc("Multiplies the probability, in [0, 1]") @Default("1") double strength)
    implements Augmentation {

  public MirrorAugmentation {
    Check.inClosed("strength", strength, 0, 1);
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    Images<T> images = Images.of(ops, samples);
    T half = ops.greater(ops.constant(0.5), by.uniform("side"));
    T mirrored = images.perLine(ops.mul(by.chosen("mirror", strength), half));
    T columns = ops.range(images.width());
    // From column j to width − 1 − j.
    T across = ops.sub(ops.constant(images.width() - 1), ops.mul(ops.constant(2), columns));
    return ops.take(samples, 2, ops.add(columns, ops.mul(mirrored, across)));
  }
}
