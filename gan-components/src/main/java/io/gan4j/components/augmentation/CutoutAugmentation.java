package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/** A rectangle of each chosen image, anywhere and partly beyond its border, becomes grey. */
@Doc(
    value = "Makes a rectangle grey",
    paper =
        "DeVries and Taylor 2017, Cutout; Zhao et al. 2020, Differentiable Augmentation, section 4")
public record CutoutAugmentation(
    @Doc("Sides of the rectangle, as a share of the image's, in (0, 1]") @Default("0.5")
        double share,
    @Doc("Multiplies the probability, in [0, 1]") @Default("1") double strength)
    implements Augmentation {

  public CutoutAugmentation {
    Check.positive("share", share);
    Check.inClosed("share", share, 0, 1);
    Check.inClosed("strength", strength, 0, 1);
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    Images<T> images = Images.of(ops, samples);
    T rows = cut(by, images, "rows", images.height());
    T columns = cut(by, images, "columns", images.width());
    T cut =
        ops.mul(
            ops.reshape(rows, Shape.of(-1, images.height(), 1, 1)),
            ops.reshape(columns, Shape.of(-1, 1, images.width(), 1)));
    T gone = ops.mul(images.perImage(by.chosen("cutout", strength)), cut);
    return ops.add(samples, ops.mul(gone, ops.sub(ops.constant(by.middle()), samples)));
  }

  /** 1 for lines that the rectangle has: those whose middle is near enough to its own. */
  private <T> T cut(Augmenting<T> by, Images<T> images, String stream, int size) {
    TensorOps<T> ops = by.ops();
    T middle = images.perLine(ops.mul(ops.constant(size), by.uniform(stream)));
    T away = ops.abs(ops.sub(ops.add(ops.range(size), ops.constant(0.5)), middle));
    return ops.greater(ops.constant(share * size / 2), away);
  }
}
