package io.gan4j.report.page;

import io.gan4j.report.picture.Ticks;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines over a common axis as an SVG drawing whose colours come from the page. What is not finite
 * leaves a gap.
 *
 * @param heading above the plot
 * @param xLabel below it
 * @param lines at most four are told apart by colour
 */
record Chart(String heading, String xLabel, List<Line> lines) {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 250;
  private static final int LEFT = 56;
  private static final int RIGHT = 14;
  private static final int TOP = 44;
  private static final int BOTTOM = 40;
  private static final int COLOURS = 4;

  /** Points of a line that is drawn as a picture. */
  private static final int DRAWN_POINTS = 400;

  /** Points of a line that can be looked into. */
  private static final int MOST_POINTS = 2000;

  /** Digits of a number. */
  private static final int DIGITS = 5;

  private static final JsonMapper JSON = JsonMapper.shared();

  /** About the most that a letter takes, on narrow pages too. */
  private static final double LETTER = 8.4;

  /** About the width of a digit. */
  private static final double DIGIT = 7.2;

  /** A line: its name, the number of its colour, and its points, x rising. */
  record Line(String name, int colour, List<double[]> points) {}

  /**
   * The drawing with words below it, and the numbers from which a script draws one that can be
   * looked into; empty if there is nothing finite to draw.
   *
   * @param caption what it means; may be empty
   */
  String card(String caption) {
    String svg = svg();
    if (svg.isEmpty()) {
      return "";
    }
    return "<figure class=\"card chart\">"
        + svg
        + "<p class=\"hint\">Drag to zoom in, double-click to see all.</p>"
        + (caption.isEmpty() ? "" : "<figcaption>" + Html.escaped(caption) + "</figcaption>")
        + "<script type=\"application/json\">"
        + json()
        + "</script></figure>\n";
  }

  /** The numbers, as text that ends no element whatever the names are. */
  private String json() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Line line : lines) {
      List<Double> x = new ArrayList<>();
      List<@Nullable Double> y = new ArrayList<>();
      for (double[] point : thinned(line.points(), MOST_POINTS)) {
        x.add(point[0]);
        y.add(Double.isFinite(point[1]) ? rounded(point[1]) : null);
      }
      all.add(Map.of("name", line.name(), "colour", line.colour(), "points", List.of(x, y)));
    }
    return JSON.writeValueAsString(Map.of("heading", heading, "x", xLabel, "lines", all))
        .replace("<", "\\u003c");
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
  }

  /** The drawing; empty if there is nothing finite to draw. */
  String svg() {
    double[] x = bounds(0);
    double[] y = bounds(1);
    if (!(x[0] <= x[1]) || !(y[0] <= y[1])) {
      return "";
    }
    widen(x);
    widen(y);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH,
            HEIGHT,
            Html.escaped(heading)));
    text(svg, LEFT, 16, "head", "start", heading);
    legend(svg);
    Ticks yTicks = Ticks.within(y[0], y[1], 6);
    for (int i = 0; i < yTicks.at().size(); i++) {
      double at = place(yTicks.at().get(i), y, HEIGHT - BOTTOM, TOP);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
              LEFT,
              WIDTH - RIGHT,
              at,
              at));
      text(svg, LEFT - 6, at + 4, "", "end", yTicks.labels().get(i));
    }
    Ticks xTicks = Ticks.within(x[0], x[1], 5);
    for (int i = 0; i < xTicks.at().size(); i++) {
      double at = place(xTicks.at().get(i), x, LEFT, WIDTH - RIGHT);
      String label = xTicks.labels().get(i);
      // a label at the edge ends there, rather than half outside
      boolean atEdge = at + DIGIT * label.length() / 2 > WIDTH - 2;
      text(svg, at, HEIGHT - BOTTOM + 16, "", atEdge ? "end" : "middle", label);
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "", "middle", xLabel);
    lines.forEach(line -> path(svg, line, x, y));
    return svg.append("</svg>\n").toString();
  }

  private void legend(StringBuilder svg) {
    if (lines.size() < 2 && heading.equals(lines.get(0).name())) {
      return; // the heading says it
    }
    double at = LEFT;
    for (Line line : lines) {
      text(svg, at, 34, "f" + line.colour() % COLOURS, "start", "● " + line.name());
      at += 30 + LETTER * line.name().length();
    }
  }

  private static void path(StringBuilder svg, Line line, double[] x, double[] y) {
    int colour = line.colour() % COLOURS;
    StringBuilder path = new StringBuilder();
    boolean open = false;
    List<double[]> points = thinned(line.points(), DRAWN_POINTS);
    for (double[] point : points) {
      if (!Double.isFinite(point[1])) {
        open = false;
        continue;
      }
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              open ? "L" : "M",
              place(point[0], x, LEFT, WIDTH - RIGHT),
              place(point[1], y, HEIGHT - BOTTOM, TOP)));
      open = true;
    }
    svg.append(String.format(Locale.ROOT, "<path class=\"line c%d\" d=\"%s\"/>\n", colour, path));
    if (points.size() <= 40) {
      for (double[] point : points) {
        if (Double.isFinite(point[1])) {
          svg.append(
              String.format(
                  Locale.ROOT,
                  "<circle class=\"f%d\" r=\"2.6\" cx=\"%.1f\" cy=\"%.1f\"/>%n",
                  colour,
                  place(point[0], x, LEFT, WIDTH - RIGHT),
                  place(point[1], y, HEIGHT - BOTTOM, TOP)));
        }
      }
    }
  }

  private static void text(
      StringBuilder svg, double x, double y, String type, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            type,
            x,
            y,
            anchor,
            Html.escaped(words)));
  }

  private static double place(double value, double[] bounds, double from, double to) {
    return from + (value - bounds[0]) / (bounds[1] - bounds[0]) * (to - from);
  }

  private double[] bounds(int axis) {
    double[] bounds = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (Line line : lines) {
      for (double[] point : thinned(line.points(), DRAWN_POINTS)) {
        if (Double.isFinite(point[1])) {
          bounds[0] = Math.min(bounds[0], point[axis]);
          bounds[1] = Math.max(bounds[1], point[axis]);
        }
      }
    }
    return bounds;
  }

  /** Axes of no length cannot be drawn. */
  private static void widen(double[] bounds) {
    if (bounds[0] == bounds[1]) {
      double room = bounds[0] == 0 ? 1 : Math.abs(bounds[0]) * 0.1;
      bounds[0] -= bounds[0] == 0 ? 0 : room;
      bounds[1] += room;
    }
  }

  /** At most so many points: means of neighbours. */
  private static List<double[]> thinned(List<double[]> points, int most) {
    int each = (points.size() + most - 1) / most;
    if (each <= 1) {
      return points;
    }
    List<double[]> thinned = new ArrayList<>();
    for (int first = 0; first < points.size(); first += each) {
      double[] mean = new double[2];
      int count = Math.min(each, points.size() - first);
      for (double[] point : points.subList(first, first + count)) {
        mean[0] += point[0] / count;
        mean[1] += point[1] / count;
      }
      thinned.add(mean);
    }
    return thinned;
  }
}
