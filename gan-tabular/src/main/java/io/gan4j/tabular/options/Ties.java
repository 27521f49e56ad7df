package io.gan4j.tabular.options;

/** How networks see a number that many rows share, under quantiles. */
public enum Ties {
  /** All of them at one place, the middle of those that lead back to it. */
  MIDDLE,
  /** Each row at a place of its own, another one in each epoch, as normally distributed. */
  SPREAD
}
