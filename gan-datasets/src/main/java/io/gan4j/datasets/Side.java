package io.gan4j.datasets;

/** One of the two sides of pictures that are published for translation. */
public enum Side {
  /** The left picture of two, or the first folder. */
  A,
  /** The right picture of two, or the second folder. */
  B
}
