package io.gan4j.api.layer;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.ListForm;

/** Rows and columns beside an image. In a run file {@code 2} is short for {@code [2, 2, 2, 2]}. */
@ListForm
@Doc("Rows and columns beside an image; one number means all sides")
public record Sides(
    @Doc("Rows above, >= 0") int top,
    @Doc("Rows below, >= 0") int bottom,
    @Doc("Columns to the left, >= 0") int left,
    @Doc("Columns to the right, >= 0") int right) {
  /** Nothing. */
  public static final Sides NONE = new Sides(0, 0, 0, 0);

  public Sides {
    Check.notNegative("top", top);
    Check.notNegative("bottom", bottom);
    Check.notNegative("left", left);
    Check.notNegative("right", right);
  }

  /** The same on every side. */
  public static Sides all(int amount) {
    return new Sides(amount, amount, amount, amount);
  }

  /** Rows above and below. */
  public int rows() {
    return top + bottom;
  }

  /** Columns left and right. */
  public int columns() {
    return left + right;
  }

  /** An image with these sides around it. */
  public Size around(Size image) {
    return new Size(image.height() + rows(), image.width() + columns());
  }
}
