package io.gan4j.api.layer;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.ListForm;

/**
 * Height and width, of an image or of a window that slides over it. In a run file {@code 5} is
 * short for {@code [5, 5]}.
 */
@ListForm
@Doc("Height and width; one number means both")
public record Size(@Doc("Rows, > 0") int height, @Doc("Columns, > 0") int width) {
  /** One row and one column. */
  public static final Size ONE = new Size(1, 1);

  public Size {
    Check.positive("height", height);
    Check.positive("width", width);
  }

  /** As high as wide. */
  public static Size of(int side) {
    return new Size(side, side);
  }

  /** Rows times columns. */
  public long area() {
    return (long) height * width;
  }

  @Override
  public String toString() {
    return height + "×" + width;
  }
}
