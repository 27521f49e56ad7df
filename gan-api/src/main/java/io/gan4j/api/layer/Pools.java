package io.gan4j.api.layer;

import io.gan4j.api.spec.Check;

/** What pooling layers have in common. */
final class Pools {
  private Pools() {}

  /** Refuses padding that could fill a window: it would pool nothing. */
  static void check(Size window, Padding padding) {
    if (padding instanceof Padding.Explicit explicit) {
      Sides amounts = explicit.amounts();
      Check.rule(
          Math.max(amounts.top(), amounts.bottom()) < window.height()
              && Math.max(amounts.left(), amounts.right()) < window.width(),
          "padding",
          "must be less than a window (" + window + ")",
          padding);
    }
  }

  /** Padding, and what windows that start in the image cover beyond it if they count. */
  static Sides around(Size image, Size window, Size stride, Padding padding, boolean partial) {
    Sides given = padding.around(image, window, stride);
    if (!partial) {
      return given;
    }
    int below =
        beyond(image.height() + given.top(), given.bottom(), window.height(), stride.height());
    int right = beyond(image.width() + given.left(), given.right(), window.width(), stride.width());
    return new Sides(given.top(), given.bottom() + below, given.left(), given.right() + right);
  }

  private static int beyond(int before, int after, int window, int stride) {
    int uncovered = Math.max(0, before + after - window);
    int last = (uncovered + stride - 1) / stride * stride;
    if (last >= before) {
      last -= stride;
    }
    return Math.max(0, last + window - before - after);
  }
}
