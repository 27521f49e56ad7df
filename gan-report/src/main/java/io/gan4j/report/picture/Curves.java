package io.gan4j.report.picture;

import io.gan4j.api.data.Range;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Scores;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.report.picture.Style.Align;
import io.gan4j.report.picture.Style.Entry;
import io.gan4j.report.picture.Style.Pen;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * The course of a training: both losses above, D(x) and D(G(z)) below (mean scores where they are
 * no probabilities), against the training step, and the images seen along the top. What is drawn is
 * a running mean; the spread of the single steps lies faintly behind it. Bounded memory for any
 * number of steps. Not safe for several threads.
 */
public final class Curves {
  private static final int WIDTH = 860;
  private static final int PLOT_HEIGHT = 210;

  /** Room above a plot: heading and legend, and for the upper one the axis of images. */
  private static final int UPPER_HEAD = 44;

  private static final int LOWER_HEAD = 30;

  /** Room below the upper plot: labels of its ticks. */
  private static final int UPPER_FOOT = 40;

  private static final int HEIGHT =
      Style.TITLE_HEIGHT
          + UPPER_HEAD
          + PLOT_HEIGHT
          + UPPER_FOOT
          + LOWER_HEAD
          + PLOT_HEIGHT
          + Axes.X_AXIS_HEIGHT
          + 4;

  private static final int LEFT = Style.MARGIN + 46;
  private static final int PLOT_WIDTH = WIDTH - LEFT - Style.MARGIN - 16;

  /** The smooth curve looks this share of the training to each side. */
  private static final double SMOOTHING = 1.0 / 50;

  /** Standard deviations to each side of the mean that are shown of joined steps. */
  private static final double SPREAD = 2;

  /** Share of the raw values at either end that may lie outside the picture. */
  private static final double OUTLIERS = 0.01;

  private static final List<Color> COLORS =
      List.of(Style.BLUE, Style.VERMILION, Style.GREEN, Style.PURPLE, Style.ORANGE, Style.SKY);

  private final ScoreKind scoreKind;
  private final String samples;

  /** By the player's name, in whose order they are drawn: a log has kept no other. */
  private final Map<String, Trace> losses = new TreeMap<>();

  /** By what was scored. */
  private final Map<String, Trace> scores = new LinkedHashMap<>();

  private long lastStep;
  private long imagesSeen;

  /**
   * Curves without points yet.
   *
   * @param scoreKind what the scores mean: only logits are shown as probabilities
   * @param samples what samples are called: images, rows or samples
   */
  public Curves(ScoreKind scoreKind, String samples) {
    this.scoreKind = scoreKind;
    this.samples = samples;
  }

  /**
   * What one step has shown; NaN for what it has not.
   *
   * @param step training steps done, growing
   * @param imagesSeen real samples seen so far
   * @param discriminatorLoss what the discriminator paid
   * @param generatorLoss what the generator paid
   * @param real D(x), or the mean score of real samples
   * @param fake D(G(z)), or the mean score of fakes
   */
  public record Point(
      long step,
      long imagesSeen,
      double discriminatorLoss,
      double generatorLoss,
      double real,
      double fake) {}

  /** Adds a step. */
  public void add(Point point) {
    add(losses, Player.DISCRIMINATOR.key(), point.step(), point.discriminatorLoss());
    add(losses, Player.GENERATOR.key(), point.step(), point.generatorLoss());
    add(scores, real(""), point.step(), point.real());
    add(scores, fake(""), point.step(), point.fake());
    seen(point.step(), point.imagesSeen());
  }

  private void seen(long step, long images) {
    lastStep = step;
    imagesSeen = images;
  }

  private static void add(Map<String, Trace> traces, String name, long step, double value) {
    traces.computeIfAbsent(name, n -> new Trace()).add((double) step, value);
  }

  private String real(String pairing) {
    return scoreKind == ScoreKind.LOGIT ? "D(x)" + pairing : "real samples" + pairing;
  }

  private String fake(String pairing) {
    return scoreKind == ScoreKind.LOGIT ? "D(G(z))" + pairing : "fakes" + pairing;
  }

  /**
   * Adds a step: the means of what each player paid over the repeats of its phase, and of the
   * scores over all phases.
   */
  public void add(StepCompleted event) {
    if (event.payers().stream().allMatch(Curves::isStandard)) {
      add(
          new Point(
              event.step(),
              event.imagesSeen(),
              loss(event, Player.DISCRIMINATOR),
              loss(event, Player.GENERATOR),
              mean(event, report -> shown(report.firstScores(), true)),
              mean(event, report -> shown(report.firstScores(), false))));
      return;
    }
    for (Player player : event.payers()) {
      add(losses, player.key(), event.step(), loss(event, player));
    }
    Set<String> pairings = new TreeSet<>();
    event.phases().forEach(phase -> pairings.addAll(phase.report().scores().keySet()));
    for (String pairing : pairings) {
      Function<PhaseReport, Scores> own =
          report -> report.scores().getOrDefault(pairing, Scores.NONE);
      add(
          scores,
          real(", " + pairing),
          event.step(),
          mean(event, report -> shown(own.apply(report), true)));
      add(
          scores,
          fake(", " + pairing),
          event.step(),
          mean(event, report -> shown(own.apply(report), false)));
    }
    seen(event.step(), event.imagesSeen());
  }

  private static boolean isStandard(Player player) {
    return player.equals(Player.GENERATOR) || player.equals(Player.DISCRIMINATOR);
  }

  private OptionalDouble shown(Scores scores, boolean real) {
    if (scoreKind == ScoreKind.LOGIT) {
      return real ? scores.realProbability() : scores.fakeProbability();
    }
    return real ? scores.real() : scores.fake();
  }

  private static double loss(StepCompleted event, Player player) {
    return event.losses(player).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  private static double mean(StepCompleted event, Function<PhaseReport, OptionalDouble> value) {
    return event.phases().stream()
        .map(PhaseResult::report)
        .map(value)
        .flatMapToDouble(OptionalDouble::stream)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Draws what was added so far, be it nothing.
   *
   * @throws NoFontsException if this machine has none
   */
  public BufferedImage render(String title) {
    return Style.picture(WIDTH, HEIGHT, g -> paint(g, title));
  }

  private void paint(Graphics2D g, String title) {
    Style.title(g, WIDTH, title, detail());
    boolean probabilities = scoreKind == ScoreKind.LOGIT;
    List<Curve> losses = curves(this.losses);
    List<Curve> scores = curves(this.scores);
    int top = Style.TITLE_HEIGHT + UPPER_HEAD;
    Axes upper = panel(g, top, losses, range(losses));
    heading(g, top - 26, "Losses", losses);
    upper.xAxis(steps(), "");
    if (imagesSeen > 0) {
      upper.topAxis(
          Ticks.counting((double) imagesSeen, 8),
          (double) imagesSeen / lastStep,
          samples + " seen");
    }
    top += PLOT_HEIGHT + UPPER_FOOT + LOWER_HEAD;
    Axes lower = panel(g, top, scores, probabilities ? Range.UNIT : range(scores));
    heading(g, top - 12, probabilities ? "Probability of being real" : "Mean scores", scores);
    lower.xAxis(steps(), "training step");
    if (probabilities) {
      double[] ends = {0, end()};
      lower.line(ends, new double[] {0.5, 0.5}, Pen.dashed(Style.GREY, 1, 4, 4));
    }
  }

  private static List<Curve> curves(Map<String, Trace> traces) {
    List<Curve> curves = new ArrayList<>();
    traces.forEach(
        (name, trace) ->
            curves.add(new Curve(name, trace, COLORS.get(curves.size() % COLORS.size()))));
    return curves;
  }

  private String detail() {
    return lastStep == 0
        ? "no steps yet"
        : "step "
            + Ticks.number(lastStep)
            + "  ·  "
            + Ticks.number(imagesSeen)
            + " "
            + samples
            + " seen";
  }

  private double end() {
    return (double) Math.max(1, lastStep);
  }

  private Ticks steps() {
    return Ticks.counting(end(), 10);
  }

  /** One panel's grid, y axis and curves. */
  private Axes panel(Graphics2D g, int top, List<Curve> curves, Range y) {
    Axes axes =
        new Axes(
            g, new Rectangle2D.Double(LEFT, top, PLOT_WIDTH, PLOT_HEIGHT), new Range(0, end()), y);
    axes.grid(steps(), axes.yTicks());
    axes.yAxis(axes.yTicks(), "");
    // All that is faint first, so that no curve is hidden by another's spread.
    curves.forEach(curve -> curve.paintRaw(axes));
    curves.forEach(curve -> curve.paintSmooth(axes));
    return axes;
  }

  private static void heading(Graphics2D g, int baseline, String heading, List<Curve> curves) {
    g.setFont(Style.HEADING);
    g.setColor(Style.INK);
    Style.text(g, heading, LEFT, baseline, Align.LEFT);
    List<Entry> entries =
        curves.stream().map(curve -> Entry.line(curve.name(), curve.pen())).toList();
    Style.legend(g, LEFT + PLOT_WIDTH, baseline, entries);
  }

  /** All of the smooth curves, and all but the outliers of what lies behind them. */
  private static Range range(List<Curve> curves) {
    double[] raw = values(curves, curve -> DoubleStream.concat(curve.low(), curve.high()));
    double[] smooth = values(curves, Curve::smooth);
    if (raw.length == 0) {
      return Range.UNIT;
    }
    int outliers = (int) (raw.length * OUTLIERS);
    double low = Math.min(raw[outliers], smooth[0]);
    double high = Math.max(raw[raw.length - 1 - outliers], smooth[smooth.length - 1]);
    // A constant needs room too, however large it is.
    double margin = Math.max(0.05 * (high - low), 1e-3 * Math.max(Math.abs(low), Math.abs(high)));
    return margin == 0 ? new Range(-1, 1) : new Range(low - margin, high + margin);
  }

  /** What is finite, sorted. */
  private static double[] values(List<Curve> curves, Function<Curve, DoubleStream> values) {
    return curves.stream().flatMapToDouble(values).filter(Double::isFinite).sorted().toArray();
  }

  /** One curve of a panel. */
  private record Curve(String name, Trace trace, Color color) {

    Pen pen() {
      return Pen.solid(color, 2);
    }

    private int reach() {
      return (int) (trace.size() * SMOOTHING);
    }

    DoubleStream smooth() {
      return Arrays.stream(trace.smooth(reach()));
    }

    DoubleStream low() {
      return Arrays.stream(trace.spread(-SPREAD));
    }

    DoubleStream high() {
      return Arrays.stream(trace.spread(SPREAD));
    }

    void paintRaw(Axes axes) {
      if (trace.joined()) {
        axes.band(trace.x(), trace.spread(-SPREAD), trace.spread(SPREAD), Style.faint(color, 45));
      } else if (reach() > 0) {
        axes.line(trace.x(), trace.mean(), Pen.solid(Style.faint(color, 80), 1));
      }
    }

    void paintSmooth(Axes axes) {
      axes.line(trace.x(), trace.smooth(reach()), pen());
      if (trace.size() == 1) {
        axes.dot(trace.x()[0], trace.mean()[0], 8, color);
      }
    }
  }
}
