package io.gan4j.api.layer;

import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.ScalarForm;

/**
 * What is put around an image before a window slides over it. A bare number in a run file is that
 * many rows and columns on every side, a list those of {@code [top, bottom, left, right]}.
 *
 * <p>With p the amounts of an axis together, windows of size k that move by s fit ⌊(in + p − k)/s⌋
 * + 1 times along it.
 */
@ScalarForm("explicit")
public sealed interface Padding {
  /** As much as {@link Same} says. */
  Padding SAME = new Same();

  /** Nothing. */
  Padding VALID = new Valid();

  /**
   * The amounts.
   *
   * @param image size of the image
   * @param window size of the window, dilation included
   * @param stride how far it moves
   */
  Sides around(Size image, Size window, Size stride);

  /** So much that the windows are ⌈in/stride⌉; the odd one goes below and to the right. */
  @Doc("Output size is input size divided by the stride, rounded up")
  record Same() implements Padding {
    @Override
    public Sides around(Size image, Size window, Size stride) {
      int rows = total(image.height(), window.height(), stride.height());
      int columns = total(image.width(), window.width(), stride.width());
      return new Sides(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    private static int total(int in, int window, int stride) {
      int windows = (in + stride - 1) / stride;
      return Math.max((windows - 1) * stride + window - in, 0);
    }

    @Override
    public String toString() {
      return "same";
    }
  }

  /** None: windows lie wholly within the image. */
  @Doc("None: windows lie wholly within the image")
  record Valid() implements Padding {
    @Override
    public Sides around(Size image, Size window, Size stride) {
      return Sides.NONE;
    }

    @Override
    public String toString() {
      return "valid";
    }
  }

  /** What is given. */
  @Doc("As given")
  record Explicit(
      @Doc("Rows and columns: one number for all sides, or [top, bottom, left, right]")
          Sides amounts)
      implements Padding {
    @Override
    public Sides around(Size image, Size window, Size stride) {
      return amounts;
    }

    @Override
    public String toString() {
      return amounts.equals(Sides.all(amounts.top())) ? "" + amounts.top() : amounts.toString();
    }
  }
}
