package io.gan4j.report.picture;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.core.run.ScoreMap;
import io.gan4j.report.picture.Style.Align;
import io.gan4j.report.picture.Style.Entry;
import io.gan4j.report.picture.Style.Pen;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * A one-dimensional run as in Figure 1 of Goodfellow et al. 2014: the data's density (dotted), the
 * generator's (solid, estimated from samples), D (dashed), and the best D there is against this
 * generator, p_data/(p_data + p_g). Below, lines from latents z to x = G(z).
 *
 * @param data the data's density, of one axis
 * @param latents {@code [n, 1]}; with more axes the lines are left out
 * @param samples {@code [n, 1]}, made from these latents; some thousands give a smooth curve
 * @param scores D's raw scores at the positions of {@link ScoreMap}
 * @param scoreKind what they mean: a score that is no logit is shown between its own extremes
 */
public record DensityFigure(
    Density data,
    FloatNdArray latents,
    FloatNdArray samples,
    FloatNdArray scores,
    ScoreKind scoreKind) {
  private static final int POSITIONS = ScoreMap.LINE;
  private static final int WIDTH = 760;
  private static final int PLOT_HEIGHT = 280;
  private static final int LEFT = Style.MARGIN + Axes.Y_AXIS_WIDTH;
  private static final int PLOT_WIDTH = WIDTH - LEFT - Axes.Y_AXIS_WIDTH - Style.MARGIN;
  private static final int HEAD = 34;
  private static final int ARROWS_GAP = 62;
  private static final int ARROWS_HEIGHT = 96;
  private static final int HEIGHT =
      Style.TITLE_HEIGHT + HEAD + PLOT_HEIGHT + ARROWS_GAP + ARROWS_HEIGHT + Axes.X_AXIS_HEIGHT + 4;

  /** Lines from z to G(z). */
  private static final int LINES = 41;

  /** A generator's peak is cut off at this many times the data's. */
  private static final double HIGHEST_PEAK = 2.5;

  /** Where both densities are below this share of the peak, the best D means nothing. */
  private static final double NEGLIGIBLE = 0.02;

  private static final Pen DATA = Pen.dotted(Style.INK, 2.2, 4.5);
  private static final Pen GENERATED = Pen.solid(Style.GREEN, 2.2);
  private static final Pen DISCRIMINATOR = Pen.dashed(Style.BLUE, 2, 8, 4);
  private static final Pen OPTIMUM = Pen.solid(Style.GREY, 1);

  public DensityFigure {
    Samples.requireAxes(data, 1);
    Samples.values(samples, 1, "samples");
    Samples.scores(scores, POSITIONS);
  }

  /**
   * Draws it.
   *
   * @param title the run's name
   * @param step training steps done
   * @throws NoFontsException if this machine has none
   */
  public BufferedImage render(String title, long step) {
    return Style.picture(WIDTH, HEIGHT, g -> paint(g, title, step));
  }

  private void paint(Graphics2D g, String title, long step) {
    Range frame = ScoreMap.frame(data.window().get(0));
    float[] generated = Samples.values(samples, 1, "samples");
    long outside = 0;
    for (float value : generated) {
      outside += value >= frame.low() && value <= frame.high() ? 0 : 1;
    }
    Style.title(
        g, WIDTH, title, "step " + Ticks.number(step) + Samples.outside(outside, generated.length));
    Rectangle2D area =
        new Rectangle2D.Double(LEFT, Style.TITLE_HEIGHT + HEAD, PLOT_WIDTH, PLOT_HEIGHT);
    paintCurves(g, area, frame, generated);
    double lineX = area.getMaxY() + ARROWS_GAP;
    if (latents.shape().numDimensions() == 2 && latents.shape().get(1) == 1) {
      paintArrows(g, lineX, frame, generated);
    }
  }

  private void paintCurves(Graphics2D g, Rectangle2D area, Range frame, float[] generated) {
    double[] x = ScoreMap.centres(frame, POSITIONS);
    double[] real = Arrays.stream(x).map(data::at).toArray();
    double[] fake = KernelDensity.estimate(generated, frame, POSITIONS);
    double peak = Arrays.stream(real).max().orElseThrow();
    double highest = Arrays.stream(fake).max().orElseThrow();
    double top = 1.08 * Math.max(peak, Math.min(highest, HIGHEST_PEAK * peak));

    Axes densities = new Axes(g, area, frame, new Range(0, top));
    Ticks xTicks = densities.xTicks();
    densities.grid(xTicks, densities.yTicks());
    densities.xAxis(xTicks, "x");
    densities.yAxis(densities.yTicks(), "density");
    // A little above 1, so that a line at 1 is seen whole.
    Axes judgement = new Axes(g, area, frame, new Range(0, 1.08));
    boolean logits = scoreKind == ScoreKind.LOGIT;
    judgement.rightAxis(
        Ticks.within(0, 1, 6), logits ? "D(x)" : "score, between its extremes", Style.BLUE);

    List<Entry> legend = new ArrayList<>();
    legend.add(Entry.line("data", DATA));
    legend.add(Entry.line("generator", GENERATED));
    legend.add(Entry.line(logits ? "D" : "score", DISCRIMINATOR));
    if (logits) {
      legend.add(Entry.line("best D", OPTIMUM));
      judgement.line(x, optimum(real, fake, NEGLIGIBLE * peak), OPTIMUM);
    }
    judgement.line(x, judged(), DISCRIMINATOR);
    densities.line(x, fake, GENERATED);
    densities.line(x, real, DATA);
    Style.legend(g, area.getMaxX(), area.getY() - 12, legend);
  }

  private static double[] optimum(double[] real, double[] fake, double negligible) {
    double[] optimum = new double[real.length];
    for (int i = 0; i < optimum.length; i++) {
      double both = real[i] + fake[i];
      optimum[i] = both > negligible ? real[i] / both : Double.NaN;
    }
    return optimum;
  }

  /** D in [0, 1]. */
  private double[] judged() {
    double[] raw = Samples.scores(scores, POSITIONS);
    if (scoreKind == ScoreKind.LOGIT) {
      return Arrays.stream(raw).map(Samples::sigmoid).toArray();
    }
    double low = Arrays.stream(raw).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(raw).filter(Double::isFinite).max().orElse(0);
    return Arrays.stream(raw)
        .map(score -> high > low ? (score - low) / (high - low) : 0.5)
        .toArray();
  }

  /** Lines from evenly chosen z, in their own scale, up to G(z) on a second x axis. */
  private void paintArrows(Graphics2D g, double lineX, Range frame, float[] generated) {
    float[] from = Samples.values(latents, 1, "latents");
    if (from.length != generated.length) {
      throw new IllegalArgumentException(
          from.length + " latents for " + generated.length + " samples");
    }
    int[] order =
        IntStream.range(0, from.length)
            .filter(i -> Float.isFinite(from[i]) && Float.isFinite(generated[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> from[i]))
            .mapToInt(i -> i)
            .toArray();
    if (order.length == 0) {
      return;
    }
    double low = from[order[0]];
    double high = from[order[order.length - 1]];
    double margin = high > low ? 0.04 * (high - low) : 1;
    Rectangle2D area = new Rectangle2D.Double(LEFT, lineX, PLOT_WIDTH, ARROWS_HEIGHT);
    Axes x = new Axes(g, area, frame, Range.UNIT);
    Axes z = new Axes(g, area, new Range(low - margin, high + margin), Range.UNIT);

    Pen pen = Pen.solid(Style.faint(Style.GREEN, 150), 1);
    x.clipped(
        () -> {
          pen.apply(g);
          int lines = Math.min(LINES, order.length);
          for (int i = 0; i < lines; i++) {
            int sample = order[nearest(order, from, low + (i + 0.5) / lines * (high - low))];
            g.draw(
                new Line2D.Double(
                    z.x(from[sample]), area.getMaxY(), x.x(generated[sample]), area.getY()));
          }
        });
    z.xAxis(z.xTicks(), "z");
    Pen.solid(Style.MUTED, 1).apply(g);
    g.draw(new Line2D.Double(area.getX(), area.getY(), area.getMaxX(), area.getY()));
    g.setFont(Style.LABEL);
    g.setColor(Style.INK);
    Style.text(g, "x = G(z)", area.getX() - 10, area.getY() + 4, Align.RIGHT);
  }

  /** The place, in order, of the latent nearest to a value. */
  private static int nearest(int[] order, float[] values, double value) {
    int low = 0;
    int high = order.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[order[middle]] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean previous = low > 0 && value - values[order[low - 1]] < values[order[low]] - value;
    return previous ? low - 1 : low;
  }
}
