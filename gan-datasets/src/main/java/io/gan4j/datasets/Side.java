package io.gan4j.datasets;

import java.util.List;

/** One of the two sides of pictures that are published for translation. */
public enum Side {
  /** The left picture of two, or the first folder. */
  A,
  /** The right picture of two, or the second folder. */
  B;

  /** What belongs to this side, of one for each. */
  String of(List<String> both) {
    return both.get(this == A ? 0 : 1);
  }
}
