package io.gan4j.report.picture;

import io.gan4j.api.data.Density;
import java.util.Arrays;
import java.util.Locale;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Arrays in and out of the figures. */
final class Samples {
  private Samples() {}

  /**
   * Refuses a density of another number of axes.
   *
   * @throws IllegalArgumentException naming both numbers
   */
  static void requireAxes(Density data, int axes) {
    if (data.window().size() != axes) {
      throw new IllegalArgumentException(
          "a density of " + data.window().size() + " axes; accepted: " + axes);
    }
  }

  /**
   * The values of {@code [n, width]}, or of {@code [n]} where the width is 1, in row-major order.
   *
   * @param what for the message
   */
  static float[] values(FloatNdArray array, int width, String what) {
    Shape shape = array.shape();
    boolean fits =
        (shape.numDimensions() == 2 && shape.get(1) == width)
            || (shape.numDimensions() == 1 && width == 1);
    if (!fits || shape.get(0) < 1) {
      throw new IllegalArgumentException(
          what + " of shape " + shape + "; accepted: [n, " + width + "] with n >= 1");
    }
    float[] values = new float[Math.toIntExact(shape.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /** One score per position, of {@code [n]} or {@code [n, 1]}. */
  static double[] scores(FloatNdArray scores, int positions) {
    float[] values = new float[Math.toIntExact(scores.shape().size())];
    if (values.length != positions) {
      throw new IllegalArgumentException(
          "scores of shape " + scores.shape() + " for " + positions + " positions");
    }
    scores.copyTo(DataBuffers.of(values, false, false));
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  static double sigmoid(double score) {
    return 1 / (1 + Math.exp(-score));
  }

  /**
   * What the title's line says of samples that the picture does not show; empty if there are none.
   */
  static String outside(long outside, long all) {
    return outside == 0
        ? ""
        : String.format(Locale.ROOT, "  ·  %.1f %% of G(z) outside", 100.0 * outside / all);
  }
}
