package io.gan4j.report.picture;

import io.gan4j.api.data.Range;
import io.gan4j.report.picture.Style.Align;
import io.gan4j.report.picture.Style.Pen;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** A plot's area with its scales: draws axes around it, and curves into it, clipped to it. */
final class Axes {
  private static final BasicStroke HAIRLINE = new BasicStroke(1);
  private static final double TICK = 4;
  private static final double X_TICK_DISTANCE = 80;
  private static final double Y_TICK_DISTANCE = 38;

  /** Room that an axis's labels and title take beside the area. */
  static final int X_AXIS_HEIGHT = 48;

  static final int Y_AXIS_WIDTH = 62;

  private final Graphics2D g;
  private final Rectangle2D area;
  private final Range xRange;
  private final Range yRange;

  Axes(Graphics2D g, Rectangle2D area, Range xRange, Range yRange) {
    this.g = g;
    this.area = area;
    this.xRange = xRange;
    this.yRange = yRange;
  }

  double x(double value) {
    return area.getX() + (value - xRange.low()) / (xRange.high() - xRange.low()) * area.getWidth();
  }

  double y(double value) {
    return area.getMaxY()
        - (value - yRange.low()) / (yRange.high() - yRange.low()) * area.getHeight();
  }

  /** Round numbers along the x axis, as many as its labels leave room for. */
  Ticks xTicks() {
    return Ticks.within(xRange.low(), xRange.high(), most(area.getWidth(), X_TICK_DISTANCE));
  }

  /** Round numbers along the y axis, as many as its labels leave room for. */
  Ticks yTicks() {
    return Ticks.within(yRange.low(), yRange.high(), most(area.getHeight(), Y_TICK_DISTANCE));
  }

  /** For axes of one unit, whose ticks should be of one step. */
  Ticks yTicksAsFarApartAsXTicks() {
    return Ticks.within(yRange.low(), yRange.high(), most(area.getHeight(), X_TICK_DISTANCE));
  }

  private static int most(double length, double distance) {
    return Math.max(2, (int) (length / distance) + 1);
  }

  /** Faint lines through the area. */
  void grid(Ticks xTicks, Ticks yTicks) {
    g.setColor(Style.GRID);
    g.setStroke(HAIRLINE);
    for (double value : xTicks.at()) {
      g.draw(new Line2D.Double(x(value), area.getY(), x(value), area.getMaxY()));
    }
    for (double value : yTicks.at()) {
      g.draw(new Line2D.Double(area.getX(), y(value), area.getMaxX(), y(value)));
    }
  }

  /** The axis below the area; an empty title leaves none. */
  void xAxis(Ticks ticks, String title) {
    g.setFont(Style.SMALL);
    g.setColor(Style.MUTED);
    g.setStroke(HAIRLINE);
    double bottom = area.getMaxY();
    g.draw(new Line2D.Double(area.getX(), bottom, area.getMaxX(), bottom));
    for (int i = 0; i < ticks.at().size(); i++) {
      double x = x(ticks.at().get(i));
      g.draw(new Line2D.Double(x, bottom, x, bottom + TICK));
      Style.text(g, ticks.labels().get(i), x, bottom + 18, Align.CENTRE);
    }
    g.setFont(Style.LABEL);
    g.setColor(Style.INK);
    Style.text(g, title, area.getCenterX(), bottom + 38, Align.CENTRE);
  }

  /** The axis on the left of the area. */
  void yAxis(Ticks ticks, String title) {
    yAxis(ticks, area.getX(), -1, Align.RIGHT);
    g.setFont(Style.LABEL);
    g.setColor(Style.INK);
    Style.textUpwards(g, title, area.getX() - Y_AXIS_WIDTH + 8, area.getCenterY());
  }

  /** The axis on the right of the area, its title in the colour of what it is for. */
  void rightAxis(Ticks ticks, String title, Color color) {
    yAxis(ticks, area.getMaxX(), 1, Align.LEFT);
    g.setFont(Style.LABEL);
    g.setColor(color);
    Style.textUpwards(g, title, area.getMaxX() + Y_AXIS_WIDTH - 12, area.getCenterY());
  }

  private void yAxis(Ticks ticks, double x, int side, Align align) {
    g.setFont(Style.SMALL);
    g.setColor(Style.MUTED);
    g.setStroke(HAIRLINE);
    g.draw(new Line2D.Double(x, area.getY(), x, area.getMaxY()));
    double half = g.getFontMetrics().getAscent() * 0.38;
    for (int i = 0; i < ticks.at().size(); i++) {
      double y = y(ticks.at().get(i));
      g.draw(new Line2D.Double(x, y, x + side * TICK, y));
      Style.text(g, ticks.labels().get(i), x + side * (TICK + 4), y + half, align);
    }
  }

  /** The same axis again in another unit, above the area. */
  void topAxis(Ticks ticks, double unitsPerX, String title) {
    g.setFont(Style.SMALL);
    g.setColor(Style.MUTED);
    g.setStroke(HAIRLINE);
    double top = area.getY();
    for (int i = 0; i < ticks.at().size(); i++) {
      double x = x(ticks.at().get(i) / unitsPerX);
      g.draw(new Line2D.Double(x, top - TICK, x, top));
      Style.text(g, ticks.labels().get(i), x, top - TICK - 4, Align.CENTRE);
    }
    Style.text(g, title, area.getCenterX(), top - 26, Align.CENTRE);
  }

  /** A line through points; broken where a value is not finite. */
  void line(double[] x, double[] y, Pen pen) {
    Path2D path = new Path2D.Double();
    boolean open = false;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(y[i])) {
        open = false;
      } else if (open) {
        path.lineTo(x(x[i]), y(y[i]));
      } else {
        path.moveTo(x(x[i]), y(y[i]));
        // A point without neighbours would leave no trace.
        path.lineTo(x(x[i]), y(y[i]));
        open = true;
      }
    }
    clipped(() -> stroke(path, pen));
  }

  /** The area between two lines; nothing where either is not finite. */
  void band(double[] x, double[] low, double[] high, Color color) {
    Path2D path = new Path2D.Double();
    int start = 0;
    while (start < x.length) {
      int end = start;
      while (end < x.length && Double.isFinite(low[end]) && Double.isFinite(high[end])) {
        end++;
      }
      if (end - start > 1) {
        path.moveTo(x(x[start]), y(low[start]));
        for (int i = start + 1; i < end; i++) {
          path.lineTo(x(x[i]), y(low[i]));
        }
        for (int i = end - 1; i >= start; i--) {
          path.lineTo(x(x[i]), y(high[i]));
        }
        path.closePath();
      }
      start = end + 1;
    }
    clipped(() -> fill(path, color));
  }

  /** A disc around a point of the plot, whole even at its edge. */
  void dot(double x, double y, double diameter, Color color) {
    fill(new Ellipse2D.Double(x(x) - diameter / 2, y(y) - diameter / 2, diameter, diameter), color);
  }

  /** Draws with what lies outside the area cut off. */
  void clipped(Runnable painter) {
    Shape before = g.getClip();
    g.clip(area);
    painter.run();
    g.setClip(before);
  }

  private void stroke(Shape shape, Pen pen) {
    pen.apply(g);
    g.draw(shape);
  }

  private void fill(Shape shape, Color color) {
    g.setColor(color);
    g.fill(shape);
  }
}
