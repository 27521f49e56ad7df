package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Contours")
class ContoursTest {

  @Test
  @DisplayName("of the distance from a point are circles")
  void circle() {
    double[] values = new double[41 * 41];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.hypot(i % 41 - 20, i / 41 - 20);
    }
    List<double[]> points = points(new Contours(values, 41).at(12, x -> x, y -> y));

    assertThat(points).hasSizeGreaterThan(100);
    double length = 0;
    for (int i = 0; i < points.size(); i += 2) {
      double[] a = points.get(i);
      double[] b = points.get(i + 1);
      assertThat(Math.hypot(a[0] - 20, a[1] - 20)).isCloseTo(12, within(0.02));
      length += Math.hypot(a[0] - b[0], a[1] - b[1]);
    }
    assertThat(length).as("whole, and drawn once").isCloseTo(2 * Math.PI * 12, within(0.2));
  }

  @Test
  @DisplayName("part a saddle's corners by the value at its centre")
  void saddle() {
    // Corners (0, 0) and (1, 1) are high; the centre is 0.5.
    Contours contours = new Contours(new double[] {1, 0, 0, 1}, 2);

    // Below the centre's value, the high corners are connected: each stroke cuts a low corner off.
    List<double[]> low = points(contours.at(0.4, x -> x, y -> y));
    assertThat(low).hasSize(4);
    assertThat(lengthOf(low)).isCloseTo(2 * 0.4 * Math.sqrt(2), within(1e-9));
    List<double[]> high = points(contours.at(0.6, x -> x, y -> y));
    assertThat(lengthOf(high)).isCloseTo(2 * 0.4 * Math.sqrt(2), within(1e-9));
  }

  @Test
  @DisplayName("are none where the level is not reached or values are not finite")
  void none() {
    assertThat(points(new Contours(new double[] {1, 1, 1, 1}, 2).at(0.5, x -> x, y -> y)))
        .isEmpty();
    assertThat(points(new Contours(new double[] {0, 1, Double.NaN, 1}, 2).at(0.5, x -> x, y -> y)))
        .isEmpty();
  }

  private static double lengthOf(List<double[]> points) {
    double length = 0;
    for (int i = 0; i < points.size(); i += 2) {
      double[] a = points.get(i);
      double[] b = points.get(i + 1);
      length += Math.hypot(a[0] - b[0], a[1] - b[1]);
    }
    return length;
  }

  private static List<double[]> points(Path2D path) {
    List<double[]> points = new ArrayList<>();
    double[] point = new double[6];
    for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
      i.currentSegment(point);
      points.add(new double[] {point[0], point[1]});
    }
    return points;
  }
}
