package io.gan4j.components.architecture;

import io.gan4j.api.layer.Size;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.Check;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * An image's size and its halves, odd sides rounded up: the sizes of the maps of a convolutional
 * network.
 *
 * @param sizes the image's own, then those after each halving, one or more
 * @param imageChannels channels of the image
 */
record Halvings(List<Size> sizes, int imageChannels) {
  /** The smaller side is halved until it is below this. */
  private static final int SMALL = 8;

  /** Images with a smaller side are refused: there is nothing to convolve in half of them. */
  private static final int SMALLEST = 4;

  Halvings {
    sizes = List.copyOf(sizes);
  }

  /**
   * The halves of a sample.
   *
   * @param architecture name of the architecture that wants them
   * @param sample shape of a sample
   * @param number how many; null for as many as leave the smaller side below 8, at least one
   * @throws ShapeMismatchException if the sample is no image or too small
   */
  static Halvings of(String architecture, Shape sample, @Nullable Integer number) {
    if (sample.numDimensions() != 3) {
      throw new ShapeMismatchException(
          architecture + " lays out images [height, width, channels], got samples " + sample);
    }
    Size size = new Size(Math.toIntExact(sample.get(0)), Math.toIntExact(sample.get(1)));
    if (smallerSide(size) < SMALLEST) {
      throw new ShapeMismatchException(
          architecture
              + " needs images of at least "
              + Size.of(SMALLEST)
              + ", got "
              + sample
              + "; the next size that works is "
              + new Size(Math.max(SMALLEST, size.height()), Math.max(SMALLEST, size.width())));
    }
    List<Size> sizes = new ArrayList<>();
    sizes.add(size);
    do {
      size = new Size((size.height() + 1) / 2, (size.width() + 1) / 2);
      sizes.add(size);
    } while (number == null ? smallerSide(size) >= SMALL : smallerSide(size) > 1);
    if (number == null) {
      return new Halvings(sizes, Math.toIntExact(sample.get(2)));
    }
    int most = sizes.size() - 1;
    Check.rule(
        1 <= number && number <= most,
        "halvings",
        "must be 1 to " + most + " for samples " + sample,
        number);
    return new Halvings(sizes.subList(0, number + 1), Math.toIntExact(sample.get(2)));
  }

  static int smallerSide(Size size) {
    return Math.min(size.height(), size.width());
  }

  /** How many there are. */
  int count() {
    return sizes.size() - 1;
  }

  /** The size after so many halvings. */
  Size size(int level) {
    return sizes.get(level);
  }

  /** The smallest. */
  Size smallest() {
    return sizes.get(count());
  }

  /** Whether twice the size after so many halvings is exactly the one before. */
  boolean doublesTo(int level) {
    Size half = size(level + 1);
    return size(level).equals(new Size(2 * half.height(), 2 * half.width()));
  }
}
