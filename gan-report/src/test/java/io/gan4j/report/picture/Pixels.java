package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Looks at pictures for the tests. Coordinates are the layout's; a picture has twice as many. */
final class Pixels {
  private Pixels() {}

  static void assertColor(BufferedImage picture, double x, double y, Color expected) {
    Color found = new Color(picture.getRGB((int) (x * 2), (int) (y * 2)));
    assertThat(distance(found, expected))
        .as("at %s, %s: found %s, expected %s", x, y, found, expected)
        .isLessThan(12);
  }

  /** How many pixels of a rectangle have about this colour. */
  static int count(BufferedImage picture, int x, int y, int width, int height, Color color) {
    int count = 0;
    for (int row = 2 * y; row < 2 * (y + height); row++) {
      for (int column = 2 * x; column < 2 * (x + width); column++) {
        count += distance(new Color(picture.getRGB(column, row)), color) < 12 ? 1 : 0;
      }
    }
    return count;
  }

  private static int distance(Color a, Color b) {
    return Math.max(
        Math.abs(a.getRed() - b.getRed()),
        Math.max(Math.abs(a.getGreen() - b.getGreen()), Math.abs(a.getBlue() - b.getBlue())));
  }

  static FloatNdArray rows(int width, float... values) {
    return NdArrays.wrap(
        Shape.of(values.length / width, width), DataBuffers.of(values, false, false));
  }

  static FloatNdArray vector(float... values) {
    return NdArrays.wrap(Shape.of(values.length), DataBuffers.of(values, false, false));
  }
}
