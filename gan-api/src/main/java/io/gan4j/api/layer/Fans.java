package io.gan4j.api.layer;

/**
 * Units that meet at one unit through a sliding kernel. On the side that the stride thins out, only
 * one in stride² of the kernel's positions meets a given unit.
 */
final class Fans {
  private Fans() {}

  /** On the side where every position of the kernel counts. */
  static long all(Size kernel, long channels) {
    return kernel.area() * channels;
  }

  /** On the other side: the mean over positions, at least 1. */
  static long strided(Size kernel, Size stride, long channels) {
    return Math.max(1, Math.round((double) all(kernel, channels) / stride.area()));
  }
}
