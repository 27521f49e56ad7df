package io.gan4j.tabular.options;

/** How networks see numbers. */
public enum Numbers {
  /** Mean 0, standard deviation 1. */
  STANDARD,
  /** From −1, the smallest, to 1, the largest. */
  BOUNDED,
  /** As if they were normally distributed. */
  QUANTILES
}
