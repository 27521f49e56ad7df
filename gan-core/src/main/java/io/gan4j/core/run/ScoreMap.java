package io.gan4j.core.run;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Where D's scores are mapped in a run of one or two dimensions: evenly over the window of the data
 * and its surroundings, where a generator may have strayed.
 */
public final class ScoreMap {
  /** Positions along a line. */
  public static final int LINE = 400;

  /** Positions along each side of a plane. */
  public static final int SIDE = 160;

  /** Share of an interval's length that is mapped beyond it on either side. */
  private static final double SURROUNDINGS = 0.25;

  private ScoreMap() {}

  /**
   * The positions for data of this density: {@code [400, 1]}, or {@code [160 · 160, 2]} with the
   * first axis moving fastest.
   *
   * @throws IllegalArgumentException if it has neither one axis nor two
   */
  public static FloatNdArray positions(Density density) {
    List<Range> window = density.window();
    return switch (window.size()) {
      case 1 -> line(window.get(0));
      case 2 -> plane(window.get(0), window.get(1));
      default ->
          throw new IllegalArgumentException(
              "a density of " + window.size() + " axes; accepted: 1, 2");
    };
  }

  private static FloatNdArray line(Range window) {
    double[] x = centres(frame(window), LINE);
    float[] values = new float[LINE];
    for (int i = 0; i < LINE; i++) {
      values[i] = (float) x[i];
    }
    return rows(values, 1);
  }

  private static FloatNdArray plane(Range first, Range second) {
    double[] x = centres(frame(first), SIDE);
    double[] y = centres(frame(second), SIDE);
    float[] values = new float[2 * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      values[2 * i] = (float) x[i % SIDE];
      values[2 * i + 1] = (float) y[i / SIDE];
    }
    return rows(values, 2);
  }

  private static FloatNdArray rows(float[] values, int width) {
    return NdArrays.wrap(
        Shape.of(values.length / width, width), DataBuffers.of(values, false, false));
  }

  /** The interval with its surroundings. */
  public static Range frame(Range window) {
    double margin = SURROUNDINGS * (window.high() - window.low());
    return new Range(window.low() - margin, window.high() + margin);
  }

  /** The middles of so many equal parts of an interval. */
  public static double[] centres(Range frame, int parts) {
    double[] centres = new double[parts];
    double width = (frame.high() - frame.low()) / parts;
    Arrays.setAll(centres, i -> frame.low() + (i + 0.5) * width);
    return centres;
  }
}
