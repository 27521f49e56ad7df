package io.gan4j.bench;

import io.gan4j.api.data.DatasetReader;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import io.gan4j.datasets.GridReader;
import io.gan4j.datasets.RingReader;
import io.gan4j.report.picture.Png;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * How many of the modes of a ring or a grid of Gaussians a generator covers, by WGAN-GP and by the
 * minimax game, with the same networks, each with the optimiser that it usually starts from, over
 * several seeds. Of 2,500 samples, a mode needs 20 within three standard deviations to count as
 * covered. Prints a table in Markdown and draws the samples of every run.
 */
public final class ModeCoverage {
  private static final int SAMPLES = 2500;
  private static final int NEEDED = 20;
  private static final double NEAR = 3;
  private static final long SAMPLING_SEED = 99;

  private static final String ADAM =
      "{type: adam, learningRate: {type: linear, from: 1e-3, to: 0}, beta1: 0, beta2: 0.9}";

  /** Adam as its paper recommends it: what most people begin with. */
  private static final String DEFAULT_ADAM = "{type: adam, learningRate: 1e-3}";

  private static final List<String> MINIMAX =
      List.of(
          "loss=minimax",
          "terms=[]",
          "training.discriminatorSteps=1",
          "generator.optimizer=" + DEFAULT_ADAM,
          "discriminator.optimizer=" + DEFAULT_ADAM);

  /** What the presets leave to say, by preset: for both losses, and for WGAN-GP. */
  private static final Map<String, List<List<String>>> SETTINGS =
      Map.of(
          "grid-2d",
          List.of(List.of(), List.of()),
          "ring-2d",
          List.of(
              List.of(
                  "training.steps=6000",
                  "generator.network.units=[128, 128, 128]",
                  "discriminator.network.units=[128, 128, 128]",
                  "generator.optimizer=" + ADAM,
                  "discriminator.optimizer=" + ADAM),
              List.of(
                  "loss=wasserstein",
                  "terms=[{type: gradient-penalty, weight: 1}]",
                  "training.discriminatorSteps=3")));

  private record Modes(List<Point2D> centres, double stddev) {
    static Modes of(DatasetReader reader) {
      List<Point2D> centres = new ArrayList<>();
      if (reader instanceof RingReader ring) {
        for (int i = 0; i < ring.modes(); i++) {
          double angle = 2 * Math.PI * i / ring.modes();
          centres.add(
              new Point2D.Double(ring.radius() * Math.cos(angle), ring.radius() * Math.sin(angle)));
        }
        return new Modes(centres, ring.stddev());
      }
      if (reader instanceof GridReader grid) {
        double middle = (grid.side() - 1) / 2.0;
        for (int row = 0; row < grid.side(); row++) {
          for (int column = 0; column < grid.side(); column++) {
            centres.add(
                new Point2D.Double(
                    grid.spacing() * (column - middle), grid.spacing() * (row - middle)));
          }
        }
        return new Modes(centres, grid.stddev());
      }
      throw new IllegalArgumentException("no known modes: " + reader);
    }

    /** The mode that a point is near; −1 for none. */
    int near(Point2D point) {
      for (int i = 0; i < centres.size(); i++) {
        if (centres.get(i).distance(point) <= NEAR * stddev) {
          return i;
        }
      }
      return -1;
    }
  }

  private record Run(Modes modes, List<Point2D> points) {
    int[] hits() {
      int[] hits = new int[modes.centres().size()];
      for (Point2D point : points) {
        int mode = modes.near(point);
        if (mode >= 0) {
          hits[mode]++;
        }
      }
      return hits;
    }

    String summary() {
      int[] hits = hits();
      return String.format(
          Locale.ROOT,
          "%d/%d, %.0f %%",
          Arrays.stream(hits).filter(h -> h >= NEEDED).count(),
          hits.length,
          100.0 * Arrays.stream(hits).sum() / SAMPLES);
    }
  }

  private ModeCoverage() {}

  /**
   * Trains, prints and draws.
   *
   * @param arguments {@code ring-2d} or {@code grid-2d}, the number of seeds, and the picture to
   *     write
   */
  public static void main(String[] arguments) {
    String preset = arguments[0];
    int seeds = Integer.parseInt(arguments[1]);
    List<List<String>> settings = SETTINGS.get(preset);
    if (settings == null) {
      throw new IllegalArgumentException(
          "no settings for " + preset + ", only " + SETTINGS.keySet());
    }
    Map<String, List<Run>> rows = new LinkedHashMap<>();
    Map<String, List<String>> losses = new LinkedHashMap<>();
    losses.put("WGAN-GP", settings.get(1));
    losses.put("minimax", MINIMAX);
    Gan gan = Gan.load();
    System.out.println("| loss | seed | modes, share within 3 sigma |");
    System.out.println("|---|---|---|");
    losses.forEach(
        (name, own) -> {
          List<Run> runs = new ArrayList<>();
          for (int seed = 1; seed <= seeds; seed++) {
            List<String> overrides = new ArrayList<>(settings.get(0));
            overrides.addAll(own);
            overrides.add("seed=" + seed);
            overrides.add("samples.every=0");
            Run run = run(gan, preset, overrides);
            runs.add(run);
            System.out.println("| " + name + " | " + seed + " | " + run.summary() + " |");
          }
          rows.put(name, runs);
        });
    Png.write(picture(rows), Path.of(arguments[2]));
  }

  private static Run run(Gan gan, String preset, List<String> overrides) {
    try (Training training = gan.open(gan.preset(preset, overrides.toArray(String[]::new)))) {
      training.run();
      FloatNdArray samples = training.sample(SAMPLES, SAMPLING_SEED);
      List<Point2D> points = new ArrayList<>();
      for (int i = 0; i < SAMPLES; i++) {
        points.add(new Point2D.Double(samples.getFloat(i, 0), samples.getFloat(i, 1)));
      }
      return new Run(Modes.of(training.config().data().reader()), points);
    }
  }

  // One row per loss, one column per seed.
  private static final int SIDE = 170;
  private static final int GAP = 8;
  private static final int HEAD = 18;

  private static BufferedImage picture(Map<String, List<Run>> rows) {
    int columns = rows.values().iterator().next().size();
    BufferedImage picture =
        new BufferedImage(
            columns * (SIDE + GAP) + GAP,
            rows.size() * (SIDE + HEAD + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    int y = GAP;
    for (Map.Entry<String, List<Run>> row : rows.entrySet()) {
      for (int column = 0; column < columns; column++) {
        Run run = row.getValue().get(column);
        int x = GAP + column * (SIDE + GAP);
        g.setColor(Color.DARK_GRAY);
        g.setFont(g.getFont().deriveFont(11f));
        g.drawString(row.getKey() + ": " + run.summary(), x, y + HEAD - 5);
        panel((Graphics2D) g.create(x, y + HEAD, SIDE, SIDE), run);
      }
      y += SIDE + HEAD + GAP;
    }
    g.dispose();
    return picture;
  }

  /** Samples over circles of three standard deviations around the modes. */
  private static void panel(Graphics2D g, Run run) {
    double reach = 0;
    for (Point2D centre : run.modes().centres()) {
      reach = Math.max(reach, 1.25 * Math.max(Math.abs(centre.getX()), Math.abs(centre.getY())));
    }
    double scale = SIDE / (2 * reach);
    g.setColor(new Color(0xf4f4f4));
    g.fillRect(0, 0, SIDE, SIDE);
    g.setColor(new Color(0xd9822b));
    double radius = Math.max(3, NEAR * run.modes().stddev() * scale);
    for (Point2D centre : run.modes().centres()) {
      g.draw(
          new Ellipse2D.Double(
              (centre.getX() + reach) * scale - radius,
              (reach - centre.getY()) * scale - radius,
              2 * radius,
              2 * radius));
    }
    g.setColor(new Color(0x28, 0x5f, 0xa8, 90));
    for (Point2D point : run.points()) {
      g.fill(
          new Ellipse2D.Double(
              (point.getX() + reach) * scale - 0.8,
              (reach - point.getY()) * scale - 0.8,
              1.6,
              1.6));
    }
    g.dispose();
  }
}
