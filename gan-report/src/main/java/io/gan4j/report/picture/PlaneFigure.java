package io.gan4j.report.picture;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.core.run.ScoreMap;
import io.gan4j.report.picture.Style.Entry;
import io.gan4j.report.picture.Style.Pen;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * A two-dimensional run: real and generated points over what D thinks of the plane, with contours,
 * and the modes of the data marked.
 *
 * @param data the data's density, of two axes
 * @param real real points, {@code [n, 2]}
 * @param generated generated points, {@code [m, 2]}
 * @param scores D's raw scores at the positions of {@link ScoreMap}
 * @param scoreKind what they mean: a score that is no logit is shown between its own extremes
 */
public record PlaneFigure(
    Density data,
    FloatNdArray real,
    FloatNdArray generated,
    FloatNdArray scores,
    ScoreKind scoreKind) {
  private static final int SIDE = ScoreMap.SIDE;
  private static final int LEFT = Style.MARGIN + Axes.Y_AXIS_WIDTH - 8;
  private static final int PLOT_WIDTH = 560;
  private static final int LEAST_PLOT_HEIGHT = 240;
  private static final int MOST_PLOT_HEIGHT = 840;
  private static final int HEAD = 34;
  private static final int BAR_GAP = 22;
  private static final int BAR_WIDTH = 14;
  private static final int WIDTH =
      LEFT + PLOT_WIDTH + BAR_GAP + BAR_WIDTH + Axes.Y_AXIS_WIDTH + Style.MARGIN - 8;

  /** Where D says fake, undecided, and real. */
  private static final Color FAKE = new Color(0xF6, 0xC9, 0xA6);

  private static final Color UNDECIDED = new Color(0xFB, 0xFB, 0xFA);
  private static final Color REAL = new Color(0xB3, 0xD5, 0xEA);

  private static final Color REAL_POINT = Style.faint(Style.BLUE, 130);
  private static final Color FAKE_POINT = Style.faint(Style.VERMILION, 150);

  private static final double[] LEVELS = {0.1, 0.25, 0.5, 0.75, 0.9};
  private static final Pen CONTOUR = Pen.solid(new Color(0, 0, 0, 70), 0.8);
  private static final Pen UNDECIDED_CONTOUR = Pen.solid(new Color(0, 0, 0, 150), 1.4);

  public PlaneFigure {
    Samples.requireAxes(data, 2);
    Samples.values(real, 2, "real points");
    Samples.values(generated, 2, "generated points");
    Samples.scores(scores, SIDE * SIDE);
  }

  /**
   * Draws it.
   *
   * @param title the run's name
   * @param step training steps done
   * @throws NoFontsException if this machine has none
   */
  public BufferedImage render(String title, long step) {
    int plotHeight = plotHeight();
    int height = Style.TITLE_HEIGHT + HEAD + plotHeight + Axes.X_AXIS_HEIGHT + 4;
    return Style.picture(WIDTH, height, g -> paint(g, plotHeight, title, step));
  }

  /** One scale for both axes, unless one is far longer than the other. */
  private int plotHeight() {
    Range x = data.window().get(0);
    Range y = data.window().get(1);
    double ratio = (y.high() - y.low()) / (x.high() - x.low());
    return (int)
        Math.max(LEAST_PLOT_HEIGHT, Math.min(MOST_PLOT_HEIGHT, Math.round(PLOT_WIDTH * ratio)));
  }

  private void paint(Graphics2D g, int plotHeight, String title, long step) {
    Range xFrame = ScoreMap.frame(data.window().get(0));
    Range yFrame = ScoreMap.frame(data.window().get(1));
    float[] realPoints = Samples.values(real, 2, "real points");
    float[] fakePoints = Samples.values(generated, 2, "generated points");
    long outside = 0;
    for (int i = 0; i < fakePoints.length; i += 2) {
      boolean inside =
          fakePoints[i] >= xFrame.low()
              && fakePoints[i] <= xFrame.high()
              && fakePoints[i + 1] >= yFrame.low()
              && fakePoints[i + 1] <= yFrame.high();
      outside += inside ? 0 : 1;
    }
    String detail = "step " + Ticks.number(step) + Samples.outside(outside, fakePoints.length / 2);
    Style.title(g, WIDTH, title, detail);

    Rectangle2D area =
        new Rectangle2D.Double(LEFT, Style.TITLE_HEIGHT + HEAD, PLOT_WIDTH, plotHeight);
    Axes axes = new Axes(g, area, xFrame, yFrame);
    double[] judged = judged();
    paintPlane(g, area, judged);
    paintContours(g, area, axes, judged);
    axes.clipped(() -> paintPoints(g, axes, realPoints, fakePoints));
    paintModes(g, axes);
    axes.xAxis(axes.xTicks(), "");
    axes.yAxis(axes.yTicksAsFarApartAsXTicks(), "");
    paintBar(g, area);
    Style.legend(
        g,
        area.getMaxX(),
        area.getY() - 12,
        List.of(
            Entry.dot("real", Style.BLUE),
            Entry.dot("generated", Style.VERMILION),
            Entry.line(scoreKind == ScoreKind.LOGIT ? "D = ½" : "middle", UNDECIDED_CONTOUR)));
  }

  /** D in [0, 1], 1 where it says real. */
  private double[] judged() {
    double[] raw = Samples.scores(scores, SIDE * SIDE);
    if (scoreKind == ScoreKind.LOGIT) {
      return Arrays.stream(raw).map(Samples::sigmoid).toArray();
    }
    double low = lowest(raw);
    double high = highest(raw);
    return Arrays.stream(raw)
        .map(score -> high > low ? (score - low) / (high - low) : 0.5)
        .map(share -> scoreKind == ScoreKind.ENERGY ? 1 - share : share)
        .toArray();
  }

  private static double lowest(double[] raw) {
    return Arrays.stream(raw).filter(Double::isFinite).min().orElse(0);
  }

  private static double highest(double[] raw) {
    return Arrays.stream(raw).filter(Double::isFinite).max().orElse(0);
  }

  private static void paintPlane(Graphics2D g, Rectangle2D area, double[] judged) {
    BufferedImage plane = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < judged.length; i++) {
      plane.setRGB(i % SIDE, SIDE - 1 - i / SIDE, color(judged[i]).getRGB());
    }
    draw(g, plane, area);
  }

  /** Stretched over an area, without steps. */
  private static void draw(Graphics2D g, BufferedImage image, Rectangle2D area) {
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    AffineTransform stretch = AffineTransform.getTranslateInstance(area.getX(), area.getY());
    stretch.scale(area.getWidth() / image.getWidth(), area.getHeight() / image.getHeight());
    g.drawImage(image, stretch, null);
  }

  private static Color color(double judged) {
    if (Double.isNaN(judged)) {
      return Style.GREY;
    }
    return judged < 0.5 ? mix(FAKE, UNDECIDED, 2 * judged) : mix(UNDECIDED, REAL, 2 * judged - 1);
  }

  private static Color mix(Color a, Color b, double share) {
    return new Color(
        (int) Math.round(a.getRed() + share * (b.getRed() - a.getRed())),
        (int) Math.round(a.getGreen() + share * (b.getGreen() - a.getGreen())),
        (int) Math.round(a.getBlue() + share * (b.getBlue() - a.getBlue())));
  }

  private static void paintContours(Graphics2D g, Rectangle2D area, Axes axes, double[] judged) {
    Contours contours = new Contours(judged, SIDE);
    for (double level : LEVELS) {
      Path2D path =
          contours.at(
              level,
              column -> area.getX() + (column + 0.5) / SIDE * area.getWidth(),
              row -> area.getMaxY() - (row + 0.5) / SIDE * area.getHeight());
      (level == 0.5 ? UNDECIDED_CONTOUR : CONTOUR).apply(g);
      axes.clipped(() -> g.draw(path));
    }
  }

  /** In turns, so that neither kind hides the other where both crowd. */
  private static void paintPoints(Graphics2D g, Axes axes, float[] real, float[] generated) {
    double realDiameter = diameter(real);
    double fakeDiameter = diameter(generated);
    for (int i = 0; i < Math.max(real.length, generated.length); i += 2) {
      if (i < real.length) {
        g.setColor(REAL_POINT);
        g.fill(disc(axes.x(real[i]), axes.y(real[i + 1]), realDiameter));
      }
      if (i < generated.length) {
        g.setColor(FAKE_POINT);
        g.fill(disc(axes.x(generated[i]), axes.y(generated[i + 1]), fakeDiameter));
      }
    }
  }

  /** The more points, the smaller, so that a crowd keeps its shape. */
  private static double diameter(float[] points) {
    return Math.max(2, Math.min(5, 120 / Math.sqrt(points.length / 2.0)));
  }

  private static Ellipse2D disc(double x, double y, double diameter) {
    return new Ellipse2D.Double(x - diameter / 2, y - diameter / 2, diameter, diameter);
  }

  private void paintModes(Graphics2D g, Axes axes) {
    Pen.solid(Style.INK, 1.1).apply(g);
    axes.clipped(
        () -> {
          for (double[] mode : data.modes()) {
            double x = axes.x(mode[0]);
            double y = axes.y(mode[1]);
            g.draw(new Line2D.Double(x - 5, y, x + 5, y));
            g.draw(new Line2D.Double(x, y - 5, x, y + 5));
          }
        });
  }

  /** The scale of the background's colours. */
  private void paintBar(Graphics2D g, Rectangle2D plot) {
    Rectangle2D area =
        new Rectangle2D.Double(plot.getMaxX() + BAR_GAP, plot.getY(), BAR_WIDTH, plot.getHeight());
    boolean logits = scoreKind == ScoreKind.LOGIT;
    boolean energy = scoreKind == ScoreKind.ENERGY;
    BufferedImage bar = new BufferedImage(1, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE; i++) {
      double share = (i + 0.5) / SIDE;
      bar.setRGB(0, SIDE - 1 - i, color(energy ? 1 - share : share).getRGB());
    }
    draw(g, bar, area);
    double[] raw = Samples.scores(scores, SIDE * SIDE);
    double low = logits ? 0 : lowest(raw);
    double high = logits ? 1 : highest(raw);
    Range range = high > low ? new Range(low, high) : new Range(low - 1, low + 1);
    Axes axes = new Axes(g, area, Range.UNIT, range);
    axes.rightAxis(axes.yTicks(), logits ? "D(x)" : "score", Style.INK);
  }
}
