package io.gan4j.components.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * An image as details of several sizes (Burt and Adelson 1983): each level is what a half-size
 * image cannot tell, the last is the smallest image itself. The filter is the binomial one of 5
 * taps, (1, 4, 6, 4, 1)/16, mirrored at the edges.
 */
final class LaplacianPyramid {
  private static final double[] TAPS = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};

  private LaplacianPyramid() {}

  /**
   * One channel of an image.
   *
   * @param values {@code [height, width]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Plane(int height, int width, double[] values) {}

  /** Sides of the levels of an image with this shorter side: halved while at least 16 are left. */
  static List<Integer> sides(int side) {
    List<Integer> sides = new ArrayList<>(List.of(side));
    while (sides.get(sides.size() - 1) >= 32) {
      sides.add(sides.get(sides.size() - 1) / 2);
    }
    return sides;
  }

  /** The levels, largest first. */
  static List<Plane> of(Plane image, int levels) {
    List<Plane> pyramid = new ArrayList<>();
    Plane larger = image;
    for (int level = 1; level < levels; level++) {
      Plane smaller = down(larger);
      pyramid.add(minus(larger, up(smaller, larger.height, larger.width)));
      larger = smaller;
    }
    pyramid.add(larger);
    return pyramid;
  }

  /** Filtered, then every second pixel. */
  static Plane down(Plane image) {
    Plane smooth = filtered(image);
    int height = image.height / 2;
    int width = image.width / 2;
    double[] values = new double[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = smooth.values[2 * (i / width) * image.width + 2 * (i % width)];
    }
    return new Plane(height, width, values);
  }

  /** Zeros between the pixels, then filtered; four times as bright, so that levels stay. */
  static Plane up(Plane image, int height, int width) {
    double[] values = new double[height * width];
    for (int y = 0; y < image.height; y++) {
      for (int x = 0; x < image.width; x++) {
        values[2 * y * width + 2 * x] = 4 * image.values[y * image.width + x];
      }
    }
    return filtered(new Plane(height, width, values));
  }

  private static Plane minus(Plane a, Plane b) {
    double[] values = new double[a.values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = a.values[i] - b.values[i];
    }
    return new Plane(a.height, a.width, values);
  }

  private static Plane filtered(Plane image) {
    double[] across = new double[image.values.length];
    for (int i = 0; i < across.length; i++) {
      int x = i % image.width;
      for (int tap = 0; tap < TAPS.length; tap++) {
        across[i] += TAPS[tap] * image.values[i - x + mirrored(x + tap - 2, image.width)];
      }
    }
    double[] down = new double[across.length];
    for (int i = 0; i < down.length; i++) {
      int y = i / image.width;
      int x = i % image.width;
      for (int tap = 0; tap < TAPS.length; tap++) {
        down[i] += TAPS[tap] * across[mirrored(y + tap - 2, image.height) * image.width + x];
      }
    }
    return new Plane(image.height, image.width, down);
  }

  /** −1 is 1, as in a mirror that stands on the first pixel. */
  private static int mirrored(int at, int size) {
    int inside = Math.abs(at);
    return inside < size ? inside : 2 * size - 2 - inside;
  }
}
