package io.gan4j.report.picture;

import io.gan4j.api.data.Range;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.core.tune.Outcome;
import io.gan4j.core.tune.Rung;
import io.gan4j.core.tune.Standings;
import io.gan4j.core.tune.Trial;
import io.gan4j.core.tune.TuningPlan;
import io.gan4j.report.picture.Style.Align;
import io.gan4j.report.picture.Style.Entry;
import io.gan4j.report.picture.Style.Pen;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What trials of a search have come to: what was measured of each against the training steps it had
 * done, the best in colour, a dot where a trial ended.
 */
public final class TuningFigure {
  private static final int WIDTH = 860;
  private static final int PLOT_HEIGHT = 300;
  private static final int HEAD = 34;
  private static final int HEIGHT =
      Style.TITLE_HEIGHT + HEAD + PLOT_HEIGHT + Axes.X_AXIS_HEIGHT + 4;
  private static final int LEFT = Style.MARGIN + 46;
  private static final int PLOT_WIDTH = WIDTH - LEFT - Style.MARGIN - 16;

  private TuningFigure() {}

  /**
   * Draws how trials stand.
   *
   * @throws NoFontsException if this machine has none
   */
  public static BufferedImage render(Standings standings, String title) {
    return Style.picture(WIDTH, HEIGHT, g -> paint(g, standings, title));
  }

  private static void paint(Graphics2D g, Standings standings, String title) {
    TuningPlan plan = standings.plan();
    Optional<Trial> best = standings.best();
    Style.title(g, WIDTH, title, plan.trials().size() + " trials");
    int top = Style.TITLE_HEIGHT + HEAD;
    g.setFont(Style.HEADING);
    g.setColor(Style.INK);
    Style.text(g, metric(standings), LEFT, top - 12, Align.LEFT);
    Style.legend(
        g,
        LEFT + PLOT_WIDTH,
        top - 12,
        best.map(
                trial ->
                    List.of(
                        Entry.line(
                            Style.fitting(g, trial.words(), PLOT_WIDTH / 2),
                            Pen.solid(Style.BLUE, 2))))
            .orElse(List.of()));
    double last = Math.max(1, plan.rungs().size() - 1);
    Axes axes =
        new Axes(
            g,
            new Rectangle2D.Double(LEFT, top, PLOT_WIDTH, PLOT_HEIGHT),
            new Range(-0.1, last + 0.1),
            range(standings));
    axes.grid(rungs(plan), axes.yTicks());
    axes.yAxis(axes.yTicks(), "");
    plan.trials().stream()
        .filter(trial -> !trial.equals(best.orElse(null)))
        .forEach(trial -> paint(axes, standings, trial, Style.GREY, 1));
    best.ifPresent(trial -> paint(axes, standings, trial, Style.BLUE, 2.5));
    axes.xAxis(rungs(plan), "training step");
  }

  private static void paint(
      Axes axes, Standings standings, Trial trial, Color color, double width) {
    List<Outcome> course =
        standings.outcomes().stream().filter(outcome -> outcome.trial() == trial.number()).toList();
    double[] x = course.stream().mapToDouble(Outcome::rung).toArray();
    double[] y = course.stream().mapToDouble(TuningFigure::value).toArray();
    axes.line(x, y, Pen.solid(color, width));
    for (int i = y.length - 1; i >= 0; i--) {
      if (Double.isFinite(y[i])) {
        axes.dot(x[i], y[i], 3 + 2 * width, color);
        return;
      }
    }
  }

  private static double value(Outcome outcome) {
    MetricValue value = outcome.value();
    return value == null ? Double.NaN : value.value();
  }

  private static String metric(Standings standings) {
    return standings
        .best()
        .flatMap(standings::last)
        .map(Outcome::value)
        .map(
            value ->
                value.name()
                    + (value.better() == MetricValue.Better.LOWER
                        ? ", low is good"
                        : ", high is good"))
        .orElse("");
  }

  /** The rungs at equal distances: each has as many steps as all before it, or more. */
  private static Ticks rungs(TuningPlan plan) {
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (Rung rung : plan.rungs()) {
      at.add((double) at.size());
      labels.add(Ticks.number(rung.steps()));
    }
    return new Ticks(at, labels);
  }

  private static Range range(Standings standings) {
    double[] values =
        standings.outcomes().stream()
            .mapToDouble(TuningFigure::value)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (values.length == 0) {
      return Range.UNIT;
    }
    double low = values[0];
    double high = values[values.length - 1];
    double margin = Math.max(0.05 * (high - low), 1e-3 * Math.max(Math.abs(low), Math.abs(high)));
    return margin == 0 ? new Range(-1, 1) : new Range(low - margin, high + margin);
  }
}
