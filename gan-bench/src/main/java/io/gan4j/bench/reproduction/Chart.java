package io.gan4j.bench.reproduction;

import io.gan4j.report.picture.Ticks;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Lines in one pair of axes. Points that are not finite are gaps.
 *
 * @param logarithmic whether the y axis is the logarithm to base 10 of the values, which are then
 *     above 0
 */
record Chart(String title, String x, String y, boolean logarithmic, List<Line> lines) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 76;
  private static final int RIGHT = 24;
  private static final int TOP = 70;
  private static final int BOTTOM = 52;
  private static final int RESOLUTION = 2;
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Color INK = new Color(0x22, 0x22, 0x22);
  private static final Color GRID = new Color(0xE6, 0xE6, 0xE6);

  /** Colours that colour-blind readers can tell apart (Okabe and Ito 2008). */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x00, 0x72, 0xB2),
          new Color(0xD5, 0x5E, 0x00),
          new Color(0x00, 0x9E, 0x73),
          new Color(0xCC, 0x79, 0xA7),
          new Color(0x56, 0xB4, 0xE9),
          new Color(0x88, 0x88, 0x88));

  /**
   * One line.
   *
   * @param look its colour, counted from 0, and whether it is dashed, as what is known is
   */
  record Line(String label, List<Double> x, List<Double> y, Look look) {
    static Line of(String label, double[] x, double[] y, Look look) {
      return new Line(
          label, DoubleStream.of(x).boxed().toList(), DoubleStream.of(y).boxed().toList(), look);
    }
  }

  /** How a line looks; lines of few points show them. */
  record Look(int colour, boolean dashed) {}

  /** Twice as many pixels as its layout counts. */
  BufferedImage render() {
    BufferedImage picture =
        new BufferedImage(WIDTH * RESOLUTION, HEIGHT * RESOLUTION, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    g.scale(RESOLUTION, RESOLUTION);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    double[] across = extremes(Line::x, value -> value);
    double[] up = extremes(Line::y, this::height);
    double margin = 0.04 * Math.max(up[1] - up[0], 1e-9);
    new Painter(g, across, new double[] {up[0] - margin, up[1] + margin}).paint();
    g.dispose();
    return picture;
  }

  private double height(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  private double[] extremes(Function<Line, List<Double>> axis, ToDoubleFunction<Double> scale) {
    double[] values =
        lines.stream()
            .flatMap(line -> axis.apply(line).stream())
            .mapToDouble(scale)
            .filter(Double::isFinite)
            .toArray();
    return new double[] {
      DoubleStream.of(values).min().orElse(0), DoubleStream.of(values).max().orElse(1)
    };
  }

  /** Draws within extremes of both axes. */
  private final class Painter {
    private final Graphics2D g;
    private final double[] across;
    private final double[] up;

    Painter(Graphics2D g, double[] across, double[] up) {
      this.g = g;
      this.across = across;
      this.up = up;
    }

    void paint() {
      g.setColor(INK);
      g.setFont(TITLE);
      g.drawString(title, LEFT, 26);
      axes();
      legend();
      lines.forEach(this::line);
    }

    private double left(double value) {
      return LEFT + (value - across[0]) / (across[1] - across[0]) * (WIDTH - LEFT - RIGHT);
    }

    private double top(double value) {
      return HEIGHT - BOTTOM - (value - up[0]) / (up[1] - up[0]) * (HEIGHT - TOP - BOTTOM);
    }

    private void axes() {
      g.setFont(LABEL);
      Ticks xs = Ticks.within(across[0], across[1], 9);
      for (int i = 0; i < xs.at().size(); i++) {
        double at = left(xs.at().get(i));
        grid(at, TOP, at, HEIGHT - BOTTOM);
        text(xs.labels().get(i), at, HEIGHT - BOTTOM + 17, 0.5);
      }
      Ticks ys = Ticks.within(up[0], up[1], 7);
      for (int i = 0; i < ys.at().size(); i++) {
        double at = top(ys.at().get(i));
        grid(LEFT, at, WIDTH - RIGHT, at);
        text(label(ys, i), LEFT - 8, at + 4, 1);
      }
      text(x, LEFT + (WIDTH - LEFT - RIGHT) / 2.0, HEIGHT - 12, 0.5);
      AffineTransform upright = g.getTransform();
      g.rotate(-Math.PI / 2);
      text(y, -(TOP + HEIGHT - BOTTOM) / 2.0, 18, 0.5);
      g.setTransform(upright);
    }

    private String label(Ticks ticks, int i) {
      return logarithmic
          ? String.format(Locale.ROOT, "%.2g", Math.pow(10, ticks.at().get(i)))
          : ticks.labels().get(i);
    }

    private void grid(double x1, double y1, double x2, double y2) {
      g.setColor(GRID);
      g.setStroke(new BasicStroke(1));
      g.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    private void text(String text, double left, double baseline, double share) {
      g.setColor(INK);
      g.drawString(
          text, (float) (left - share * g.getFontMetrics().stringWidth(text)), (float) baseline);
    }

    private void legend() {
      double left = LEFT;
      for (Line line : lines) {
        if (line.label().isEmpty()) {
          continue;
        }
        pen(line.look());
        g.draw(new Line2D.Double(left, 48, left + 22, 48));
        text(line.label(), left + 27, 52, 0);
        left += 44 + g.getFontMetrics().stringWidth(line.label());
      }
    }

    private void pen(Look look) {
      g.setColor(COLOURS.get(look.colour() % COLOURS.size()));
      g.setStroke(
          look.dashed()
              ? new BasicStroke(
                  1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0)
              : new BasicStroke(1.8f));
    }

    private void line(Line line) {
      Path2D path = new Path2D.Double();
      boolean drawing = false;
      boolean few = line.x().size() <= 40 && !line.look().dashed();
      pen(line.look());
      for (int i = 0; i < line.x().size(); i++) {
        double value = height(line.y().get(i));
        if (!Double.isFinite(value)) {
          drawing = false;
          continue;
        }
        double left = left(line.x().get(i));
        double top = top(value);
        if (drawing) {
          path.lineTo(left, top);
        } else {
          path.moveTo(left, top);
        }
        drawing = true;
        if (few) {
          g.fill(new Ellipse2D.Double(left - 3, top - 3, 6, 6));
        }
      }
      g.draw(path);
    }
  }
}
