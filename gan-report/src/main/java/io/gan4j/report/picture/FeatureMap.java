package io.gan4j.report.picture;

import io.gan4j.api.data.Range;
import io.gan4j.report.picture.Style.Entry;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * Real and generated samples as points of a plane, by two coordinates each: where the generator has
 * not got to, and where it has strayed.
 *
 * @param real both coordinates of every real sample
 * @param generated both coordinates of every generated one
 * @param shares of the variance that the coordinates hold
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FeatureMap(double[][] real, double[][] generated, double[] shares) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 600;
  private static final double DOT = 3.4;
  private static final int OPACITY = 120;

  /**
   * Draws them.
   *
   * @param title above the picture
   * @param features what the coordinates are of
   * @throws NoFontsException if this machine cannot draw text
   */
  public BufferedImage render(String title, String features) {
    Range x = range(0);
    Range y = range(1);
    return Style.picture(
        WIDTH,
        HEIGHT,
        g -> {
          Style.title(g, WIDTH, title, features);
          Rectangle2D area =
              new Rectangle2D.Double(
                  Style.MARGIN + Axes.Y_AXIS_WIDTH,
                  Style.TITLE_HEIGHT + 24,
                  WIDTH - 2.0 * Style.MARGIN - Axes.Y_AXIS_WIDTH,
                  HEIGHT - Style.TITLE_HEIGHT - 24 - Axes.X_AXIS_HEIGHT - Style.MARGIN);
          Color ofReal = Style.faint(Style.BLUE, OPACITY);
          Color ofGenerated = Style.faint(Style.VERMILION, OPACITY);
          Style.legend(
              g,
              WIDTH - Style.MARGIN,
              Style.TITLE_HEIGHT + 10,
              List.of(
                  Entry.dot(real.length + " real", ofReal),
                  Entry.dot(generated.length + " generated", ofGenerated)));
          Axes axes = new Axes(g, area, x, y);
          axes.grid(axes.xTicks(), axes.yTicks());
          axes.clipped(
              () -> {
                // in turns, so that neither side covers the other
                for (int i = 0; i < Math.max(real.length, generated.length); i++) {
                  dot(axes, real, i, ofReal);
                  dot(axes, generated, i, ofGenerated);
                }
              });
          axes.xAxis(axes.xTicks(), axis(0));
          axes.yAxis(axes.yTicks(), axis(1));
        });
  }

  private static void dot(Axes axes, double[][] points, int i, Color color) {
    if (i < points.length) {
      axes.dot(points[i][0], points[i][1], DOT, color);
    }
  }

  private String axis(int i) {
    return String.format(
        Locale.ROOT, "principal component %d, %.1f %% of the variance", i + 1, 100 * shares[i]);
  }

  private Range range(int axis) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[][] side : new double[][][] {real, generated}) {
      for (double[] point : side) {
        low = Math.min(low, point[axis]);
        high = Math.max(high, point[axis]);
      }
    }
    double room = Math.max(1e-9, 0.04 * (high - low));
    return new Range(low - room, high + room);
  }
}
