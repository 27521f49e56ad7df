package io.gan4j.report.picture;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.Range;
import io.gan4j.components.metric.Marginal;
import io.gan4j.report.picture.Style.Align;
import io.gan4j.report.picture.Style.Entry;
import io.gan4j.report.picture.Style.Pen;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Each column of a table, a panel: the histogram of real rows filled, that of generated rows as a
 * line over it; categories as bars side by side, the most frequent ones where there are many. Each
 * panel says how far the two are apart.
 */
public final class MarginalsFigure {
  private static final int PER_LINE = 4;
  private static final int PANEL_WIDTH = 250;
  private static final int PANEL_HEIGHT = 130;
  private static final int GAP = 30;
  private static final int HEAD = 34;
  private static final int FOOT = 34;
  private static final int BINS = 40;
  private static final int MOST_CATEGORIES = 12;

  /** Dates that have room below a panel. */
  private static final int DATES = 4;

  /** Share of the real numbers at either end that may lie outside the picture. */
  private static final double OUTLIERS = 0.002;

  private static final Color REAL = Style.faint(Style.BLUE, 110);
  private static final Color GENERATED = Style.VERMILION;

  private final List<Marginal> marginals;

  /** A figure of these columns. */
  public MarginalsFigure(List<Marginal> marginals) {
    this.marginals = List.copyOf(marginals);
  }

  /**
   * Draws.
   *
   * @param detail what stands at the right end of the title's line
   * @throws NoFontsException if this machine has none
   */
  public BufferedImage render(String title, String detail) {
    int across = Math.min(PER_LINE, Math.max(2, marginals.size()));
    int down = (marginals.size() + across - 1) / across;
    int width = 2 * Style.MARGIN + across * PANEL_WIDTH + (across - 1) * GAP;
    int height = Style.TITLE_HEIGHT + 16 + down * (HEAD + PANEL_HEIGHT + FOOT) + Style.MARGIN;
    return Style.picture(
        width,
        height,
        g -> {
          Style.title(g, width, title, detail);
          Style.legend(
              g,
              (double) width - Style.MARGIN,
              Style.TITLE_HEIGHT + 10,
              List.of(
                  Entry.line("real rows", Pen.solid(REAL, 7)),
                  Entry.line("generated rows", Pen.solid(GENERATED, 2))));
          for (int i = 0; i < marginals.size(); i++) {
            int line = i / across;
            double x = Style.MARGIN + (double) (i % across) * (PANEL_WIDTH + GAP);
            double y =
                Style.TITLE_HEIGHT + 16 + HEAD + line * (double) (HEAD + PANEL_HEIGHT + FOOT);
            panel(g, marginals.get(i), new Rectangle2D.Double(x, y, PANEL_WIDTH, PANEL_HEIGHT));
          }
        });
  }

  private static void panel(Graphics2D g, Marginal marginal, Rectangle2D area) {
    g.setFont(Style.SMALL);
    g.setColor(Style.MUTED);
    String distance =
        String.format(
            Locale.ROOT, marginal.categories() ? "TV %.3f" : "W₁ %.3f σ", marginal.distance());
    Style.text(g, distance, area.getMaxX(), area.getY() - 8, Align.RIGHT);
    int room = (int) area.getWidth() - 10 - g.getFontMetrics().stringWidth(distance);
    g.setFont(Style.HEADING);
    g.setColor(Style.INK);
    Style.text(
        g,
        Style.fitting(g, marginal.column().name(), room),
        area.getX(),
        area.getY() - 8,
        Align.LEFT);
    if (marginal.column() instanceof CategoryColumn column) {
      bars(g, marginal, column, area);
    } else if (marginal.column() instanceof NumberColumn column) {
      histogram(g, marginal, column, area);
    }
  }

  private static void histogram(
      Graphics2D g, Marginal marginal, NumberColumn column, Rectangle2D area) {
    double[] real = marginal.realNumbers();
    double[] generated = marginal.generatedNumbers();
    Range range = range(real.length == 0 ? generated : real);
    double[] there = counts(real, range, marginal.realRows());
    double[] made = counts(generated, range, marginal.generatedRows());
    double top =
        Math.max(Arrays.stream(there).max().orElse(0), Math.min(highest(made), 2 * highest(there)));
    Axes axes = new Axes(g, area, range, new Range(0, top > 0 ? 1.05 * top : 1));
    double[] edges = new double[2 * BINS];
    double[] low = new double[2 * BINS];
    double step = (range.high() - range.low()) / BINS;
    for (int i = 0; i < 2 * BINS; i++) {
      int edge = (i + 1) / 2;
      edges[i] = range.low() + edge * step;
    }
    axes.band(edges, low, twice(there), REAL);
    axes.line(edges, twice(made), Pen.solid(GENERATED, 1.6));
    axes.xAxis(ticks(column.type(), range), "");
  }

  private static Ticks ticks(String type, Range range) {
    if (type.equals("DATE")) {
      return CalendarTicks.days(range.low(), range.high(), DATES);
    }
    if (type.startsWith("TIMESTAMP")) {
      return CalendarTicks.instants(range.low(), range.high(), DATES);
    }
    return type.startsWith("TIME")
        ? CalendarTicks.times(range.low(), range.high(), DATES)
        : Ticks.within(range.low(), range.high(), 4);
  }

  private static double highest(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  /** Both ends of each step of a staircase. */
  private static double[] twice(double[] values) {
    return IntStream.range(0, 2 * values.length).mapToDouble(i -> values[i / 2]).toArray();
  }

  private static Range range(double[] sorted) {
    if (sorted.length == 0) {
      return Range.UNIT;
    }
    int outliers = (int) (sorted.length * OUTLIERS);
    double low = sorted[outliers];
    double high = sorted[sorted.length - 1 - outliers];
    double margin = high > low ? (high - low) / 20 : Math.max(1, Math.abs(low)) / 20;
    return new Range(low - margin, high + margin);
  }

  /** Share of all rows in each bin. */
  private static double[] counts(double[] sorted, Range range, int rows) {
    double[] counts = new double[BINS];
    double step = (range.high() - range.low()) / BINS;
    for (double value : sorted) {
      int bin = (int) Math.floor((value - range.low()) / step);
      if (bin >= 0 && bin < BINS) {
        counts[bin] += 1.0 / rows;
      }
    }
    return counts;
  }

  private static void bars(
      Graphics2D g, Marginal marginal, CategoryColumn column, Rectangle2D area) {
    double[] real = marginal.realShares();
    double[] generated = marginal.generatedShares();
    List<Integer> order = new ArrayList<>(IntStream.range(0, real.length).boxed().toList());
    if (real.length > MOST_CATEGORIES) {
      order.sort(Comparator.comparingDouble(i -> -real[i]));
    }
    List<Integer> shown = order.subList(0, Math.min(order.size(), MOST_CATEGORIES));
    double top =
        shown.stream().mapToDouble(i -> Math.max(real[i], generated[i])).max().orElse(1) * 1.05;
    Axes axes = new Axes(g, area, new Range(0, shown.size()), new Range(0, top));
    double bottom = area.getMaxY();
    for (int place = 0; place < shown.size(); place++) {
      int i = shown.get(place);
      double left = axes.x(place + 0.15);
      double middle = axes.x(place + 0.5);
      double right = axes.x(place + 0.85);
      g.setColor(REAL);
      g.fill(
          new Rectangle2D.Double(left, axes.y(real[i]), middle - left, bottom - axes.y(real[i])));
      g.setColor(GENERATED);
      g.fill(
          new Rectangle2D.Double(
              middle, axes.y(generated[i]), right - middle, bottom - axes.y(generated[i])));
      g.setFont(Style.SMALL);
      g.setColor(Style.MUTED);
      String name = i < column.values().size() ? column.values().get(i) : "NULL";
      int room = (int) (axes.x(place + 1) - axes.x(place)) - 2;
      Style.text(g, Style.fitting(g, name, room), middle, bottom + 14, Align.CENTRE);
    }
    g.setColor(Style.MUTED);
    if (order.size() > shown.size()) {
      Style.text(
          g,
          "and " + (order.size() - shown.size()) + " less frequent ones",
          area.getMaxX(),
          bottom + 28,
          Align.RIGHT);
    }
    axes.xAxis(new Ticks(List.of(), List.of()), "");
  }
}
