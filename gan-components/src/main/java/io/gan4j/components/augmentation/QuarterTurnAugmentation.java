package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Chosen square images turn by 0, 90, 180 or 270 degrees, each as likely as the other. */
@Doc(
    value = "Turns square images by a multiple of 90 degrees",
    paper = "Karras et al. 2020, Training GANs with limited data, appendix B")
public record QuarterTurnAugmentation(
    @Doc("Multiplies the probability, in [0, 1]") @Default("1") double strength)
    implements Augmentation {

  public QuarterTurnAugmentation {
    Check.inClosed("strength", strength, 0, 1);
  }

  @Override
  public List<String> conflicts(SampleSpace samples) {
    List<String> conflicts = new ArrayList<>(Augmentation.super.conflicts(samples));
    Shape shape = samples.shape();
    if (conflicts.isEmpty() && shape.get(0) != shape.get(1)) {
      conflicts.add("turns square images, found images of " + shape);
    }
    return conflicts;
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    Images<T> images = Images.of(ops, samples);
    T chosen = by.chosen("quarter-turn", strength);
    T quarters = ops.floor(ops.mul(ops.constant(4), by.uniform("quarters")));
    T turns = ops.mul(chosen, quarters);
    // By 90 degrees: transposed, and columns mirrored. By 180: both mirrored. By 270: transposed,
    // and rows mirrored.
    T half = ops.greater(turns, ops.constant(1.5));
    T odd = ops.sub(turns, ops.mul(ops.constant(2), half));
    T rows = half;
    T columns = ops.abs(ops.sub(half, odd));
    T turned = images.where(odd, ops.transpose(samples, 0, 2, 1, 3), samples);
    return images.taken(
        turned, mirrored(images, images.height(), rows), mirrored(images, images.width(), columns));
  }

  /** Places from the other end where chosen is 1: {@code [batch, size]}. */
  private static <T> T mirrored(Images<T> images, int size, T chosen) {
    TensorOps<T> ops = images.ops();
    T across = ops.sub(ops.constant(size - 1), ops.mul(ops.constant(2), ops.range(size)));
    return ops.add(ops.range(size), ops.mul(images.perLine(chosen), across));
  }
}
