package io.gan4j.bench.reproduction;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.bench.PixelFrechet;
import io.gan4j.bench.reproduction.Chart.Line;
import io.gan4j.bench.reproduction.Chart.Look;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import io.gan4j.report.picture.SampleGrid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * Three losses on pictures of faces at equal processor time: Wasserstein with clipped weights,
 * Wasserstein with a gradient penalty, and the non-saturating loss. Does the critic's estimate
 * follow the quality of the samples (Arjovsky et al. 2017, figure 3), and do clipped weights end at
 * the limit (Gulrajani et al. 2017, figure 1b)?
 */
public final class FacesByLoss {
  private static final int SHOWN = 40;
  private static final double LIMIT = 0.01;

  /** A way to train: a preset with changes. */
  private record Way(String name, String preset, boolean critic, List<String> changes) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("clipped weights", "wgan", true, List.of()),
          new Way("gradient penalty", "wgan-gp", true, List.of()),
          new Way(
              "non-saturating",
              "wgan",
              false,
              List.of(
                  "loss=non-saturating",
                  "discriminator.constraints=[]",
                  "training.discriminatorSteps=1",
                  "generator.optimizer={type: adam, learningRate: 2e-4, beta1: 0.5}",
                  "discriminator.optimizer={type: adam, learningRate: 2e-4, beta1: 0.5}")));

  /**
   * On which data, and how long.
   *
   * @param changes of each preset, that name the data
   * @param seconds of processor time for each way, evaluation apart
   * @param looks at the samples, evenly over that time
   * @param samples real and generated that are compared at a look
   */
  record Task(List<String> changes, long seconds, int looks, int samples) {}

  /**
   * A look.
   *
   * @param seconds of processor time so far
   * @param frechet distance by 48 random projections of the pixels
   * @param estimate mean of the critic's loss, negated, since the last look: the distance by the
   *     critic; no such thing for the non-saturating loss
   * @param atLimit share of the discriminator's kernel values within 2 % of ±0.01
   */
  private record Seen(long step, long seconds, double frechet, double estimate, double atLimit) {}

  /** What a way came to. */
  private record Found(String way, long seed, double imagesPerSecond, List<Seen> looks) {}

  private final Task task;

  private FacesByLoss(Task task) {
    this.task = task;
  }

  /**
   * Trains three ways.
   *
   * @param arguments a folder for results, one for pictures, a folder or archive of pictures, and
   *     the minutes of processor time for each way
   */
  public static void main(String[] arguments) {
    Task task =
        new Task(
            List.of(
                "data.reader={type: image-folder, path: \""
                    + Path.of(arguments[2]).toAbsolutePath()
                    + "\"}",
                "data.resize=32"),
            60 * Long.parseLong(arguments[3]),
            12,
            2000);
    run(Output.of(arguments), task, 7);
  }

  /** The Fréchet distance at the end, by way. */
  static Map<String, Double> run(Output output, Task task, long seed) {
    FacesByLoss faces = new FacesByLoss(task);
    List<Found> found = new ArrayList<>();
    Map<String, Double> ends = new LinkedHashMap<>();
    for (Way way : WAYS) {
      Found one = faces.train(output, way, seed);
      found.add(one);
      ends.put(way.name, one.looks.get(one.looks.size() - 1).frechet);
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("claim", "a critic's estimate follows quality; clipped weights go to the limit");
      figures.put("task", task);
      figures.put("found", found);
      output.json("faces-by-loss", figures);
    }
    draw(output, found);
    return ends;
  }

  private Found train(Output output, Way way, long seed) {
    List<String> changes = new ArrayList<>(task.changes);
    changes.addAll(way.changes);
    changes.addAll(List.of("seed=" + seed, "training.steps=1000000", "samples.every=0"));
    List<Seen> looks = new ArrayList<>();
    Gan gan = Gan.load();
    try (Training training = gan.open(gan.preset(way.preset, changes.toArray(String[]::new)))) {
      float[] real = real(training.dataset());
      Clock clock = new Clock();
      double[] estimate = {0, 0};
      training.run(
          event -> {
            if (event instanceof StepCompleted done) {
              for (double loss : done.losses(Player.DISCRIMINATOR)) {
                estimate[0] -= loss;
                estimate[1]++;
              }
              long due = task.seconds * (looks.size() + 1) / task.looks;
              if (clock.seconds() >= due) {
                long seconds = clock.seconds();
                clock.pause();
                looks.add(
                    new Seen(
                        done.step(),
                        seconds,
                        PixelFrechet.distance(
                            floats(training.sample(task.samples, 99)),
                            real,
                            real.length / task.samples),
                        way.critic ? estimate[0] / estimate[1] : Double.NaN,
                        atLimit(training)));
                System.out.println(way.name + " " + looks.get(looks.size() - 1));
                estimate[0] = 0;
                estimate[1] = 0;
                clock.goOn();
                if (looks.size() == task.looks) {
                  training.stop();
                }
              }
            }
          });
      output.picture(
          "faces-" + way.name.replace(' ', '-'),
          SampleGrid.render(training.sample(SHOWN, 99), training.plan().samples(), 10));
      return new Found(way.name, seed, training.imagesSeen() / (double) task.seconds, looks);
    }
  }

  private float[] real(Dataset data) {
    Batch batch = new Batch(data.space(), task.samples);
    data.read(LongStream.range(0, task.samples).toArray(), batch);
    return batch.decoded();
  }

  private static float[] floats(FloatNdArray samples) {
    float[] values = new float[Math.toIntExact(samples.size())];
    int[] at = {0};
    samples.scalars().forEach(value -> values[at[0]++] = value.getFloat());
    return values;
  }

  /** Of the discriminator's kernels, the share of values at the limit of the clipping. */
  private static double atLimit(Training training) {
    long at = 0;
    long all = 0;
    for (Map.Entry<String, NdArray<?>> entry : training.session().saveState().entrySet()) {
      String name = entry.getKey();
      if (name.startsWith("discriminator/")
          && name.endsWith("/kernel")
          && requireNonNull(entry.getValue()) instanceof FloatNdArray kernel) {
        for (float value : floats(kernel)) {
          at += Math.abs(value) > 0.98 * LIMIT && Math.abs(value) <= LIMIT ? 1 : 0;
          all++;
        }
      }
    }
    return (double) at / all;
  }

  private static void draw(Output output, List<Found> found) {
    List<Line> quality = new ArrayList<>();
    List<Line> estimates = new ArrayList<>();
    for (Found each : found) {
      double[] x = each.looks.stream().mapToDouble(Seen::seconds).toArray();
      Look look = new Look(quality.size(), false);
      quality.add(
          Line.of(each.way, x, each.looks.stream().mapToDouble(Seen::frechet).toArray(), look));
      if (!Double.isNaN(each.looks.get(0).estimate)) {
        double[] scale = each.looks.stream().mapToDouble(Seen::estimate).toArray();
        estimates.add(Line.of(each.way, x, scale, look));
      }
    }
    output.picture(
        "faces-quality",
        new Chart("Fréchet distance on pixels", "s of processor time", "", true, quality).render());
    output.picture(
        "faces-estimate",
        new Chart("The critic's estimate", "s of processor time", "", true, estimates).render());
  }

  /** Processor time of this process, that can be stopped. */
  private static final class Clock {
    private Duration before = Duration.ZERO;
    private Duration since = now();

    private static Duration now() {
      return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    long seconds() {
      return before.plus(now()).minus(since).toSeconds();
    }

    void pause() {
      before = before.plus(now()).minus(since);
    }

    void goOn() {
      since = now();
    }
  }
}
