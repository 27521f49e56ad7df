package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/** Chosen images move by whole pixels, up and down, left and right. */
@Doc(
    value = "Moves by whole pixels",
    paper =
        "Zhao et al. 2020, Differentiable Augmentation, section 4; Karras et al. 2020, Training GANs with limited data, appendix B")
public record TranslationAugmentation(
    @Doc("Largest move, as a share of the side, in [0, 1)") @Default("0.125") double share,
    @Doc("What comes in at the border: grey, or the image reflected") @Default("grey")
        Border border,
    @Doc("Multiplies the probability, in [0, 1]") @Default("1") double strength)
    implements Augmentation {

  /** What comes in at the border of an image that moves. */
  public enum Border {
    /** The middle of the range. */
    GREY,
    /** The image, reflected. */
    REFLECT
  }

  public TranslationAugmentation {
    Check.inHalfOpen("share", share, 0, 1);
    Check.inClosed("strength", strength, 0, 1);
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    Images<T> images = Images.of(ops, samples);
    T chosen = by.chosen("translation", strength);
    T rows = places(by, images, "rows", images.height(), chosen);
    T columns = places(by, images, "columns", images.width(), chosen);
    T moved =
        images.taken(
            samples,
            images.reflected(rows, images.height()),
            images.reflected(columns, images.width()));
    if (border == Border.REFLECT) {
      return moved;
    }
    T inside =
        ops.mul(
            column(ops, inside(ops, rows, images.height())),
            row(ops, inside(ops, columns, images.width())));
    T grey = ops.constant(by.middle());
    return ops.add(grey, ops.mul(inside, ops.sub(moved, grey)));
  }

  /** Where each line of the result comes from: {@code [batch, size]}. */
  private <T> T places(Augmenting<T> by, Images<T> images, String stream, int size, T chosen) {
    TensorOps<T> ops = by.ops();
    long most = Math.round(share * size);
    // A whole number from −most to most, each as likely as the other.
    T step =
        ops.sub(
            ops.floor(ops.mul(ops.constant(2 * most + 1.0), by.uniform(stream))),
            ops.constant((double) most));
    return ops.add(ops.range(size), images.perLine(ops.mul(chosen, step)));
  }

  /** 1 for places of the image, 0 beyond its ends. */
  private static <T> T inside(TensorOps<T> ops, T places, int size) {
    return ops.mul(
        ops.greater(places, ops.constant(-0.5)), ops.greater(ops.constant(size - 0.5), places));
  }

  private static <T> T column(TensorOps<T> ops, T lines) {
    return ops.reshape(lines, Shape.of(-1, ops.shape(lines).get(1), 1, 1));
  }

  private static <T> T row(TensorOps<T> ops, T lines) {
    return ops.reshape(lines, Shape.of(-1, 1, ops.shape(lines).get(1), 1));
  }
}
