package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.Doc;
import org.tensorflow.ndarray.Shape;

/**
 * The middle of an image: {@code [height, width, channels] → [size, …, channels]}. As much goes
 * from each side; the odd row goes below and the odd column to the right.
 */
@Doc("The middle of an image; an odd row goes below, an odd column to the right")
public record Crop(@Doc("Height and width that stay") Size size) implements LayerSpec {

  /** The rows and columns that go. */
  public Sides away(Shape input) {
    Size image = Images.size(input);
    int rows = image.height() - size.height();
    int columns = image.width() - size.width();
    if (rows < 0 || columns < 0) {
      throw new ShapeMismatchException(
          "takes an image of at least " + size + ", its size, got " + input);
    }
    return new Sides(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
  }

  @Override
  public Shape outputShape(Shape input) {
    away(input);
    return Images.shape(size, Images.channels(input));
  }

  @Override
  public Range outputRange(Range input) {
    return input;
  }
}
