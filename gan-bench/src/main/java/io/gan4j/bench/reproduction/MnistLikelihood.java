package io.gan4j.bench.reproduction;

import io.gan4j.api.event.TrainingEvent.MetricsMeasured;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.bench.reproduction.Chart.Line;
import io.gan4j.bench.reproduction.Chart.Look;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import io.gan4j.report.picture.SampleGrid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Table 1 of Goodfellow et al. 2014, MNIST (225 ± 2): the Parzen-window log-likelihood of the
 * preset {@code goodfellow-2014-mnist} by epochs, measured as the paper measures. Nothing but the
 * results is kept; for a run that can be stopped and resumed the same changes go to {@code gan
 * train}.
 */
public final class MnistLikelihood {
  private static final int SHOWN = 50;

  /**
   * On which data, and how long.
   *
   * @param changes of the preset, that name the data of training, validation and test
   * @param batches of an epoch
   * @param every epochs between two measurements
   */
  record Task(List<String> changes, int batches, int epochs, int every) {}

  /** A measurement. */
  private record Found(
      long epoch, double logLikelihood, double standardError, double sigma, long seconds) {}

  private MnistLikelihood() {}

  /**
   * Trains and measures.
   *
   * @param arguments a folder for results, one for pictures, one with MNIST's IDX files, and the
   *     number of epochs
   */
  public static void main(String[] arguments) {
    String folder = "{type: idx, folder: \"" + Path.of(arguments[2]).toAbsolutePath() + "\"";
    List<String> changes =
        List.of(
            "data.reader=" + folder + "}",
            "evaluation.data=" + folder + ", part: test}",
            "evaluation.validation=" + folder + ", part: train}",
            "evaluation.validationSplit=\"[50000:51000]\"",
            "evaluation.generated=10000",
            "evaluation.real=10000");
    run(Output.of(arguments), new Task(changes, 500, Integer.parseInt(arguments[3]), 10), 7);
  }

  /** The log-likelihood at the end, in nats. */
  static double run(Output output, Task task, long seed) {
    Gan gan = Gan.load();
    List<String> changes = new ArrayList<>(task.changes);
    long every = (long) task.every * task.batches;
    changes.addAll(
        List.of(
            "seed=" + seed,
            "training.steps=" + (long) task.epochs * task.batches,
            "samples.every=0",
            "metrics=[parzen-log-likelihood]",
            // The preset's batches have 100 images.
            "evaluation.everyImages=" + 100 * every));
    List<Found> found = new ArrayList<>();
    long begin = System.nanoTime();
    try (Training training =
        gan.open(gan.preset("goodfellow-2014-mnist", changes.toArray(String[]::new)))) {
      training.run(
          event -> {
            if (event instanceof MetricsMeasured measured) {
              MetricValue value = measured.results().get(0).main();
              MetricValue.Spread spread = value.spread();
              found.add(
                  new Found(
                      measured.step() / task.batches,
                      value.value(),
                      spread == null ? Double.NaN : spread.standardError(),
                      measured.results().get(0).values().get(1).value(),
                      (System.nanoTime() - begin) / 1_000_000_000));
              System.out.println(found.get(found.size() - 1));
              write(output, task, seed, found);
              output.picture(
                  "mnist-samples",
                  SampleGrid.render(training.sample(SHOWN, 99), training.plan().samples(), 10));
            }
          });
    }
    draw(output, found);
    return found.get(found.size() - 1).logLikelihood;
  }

  private static void write(Output output, Task task, long seed, List<Found> found) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("claim", "Parzen-window log-likelihood of MNIST 225 +- 2");
    figures.put("seed", seed);
    figures.put("task", task);
    figures.put("found", found);
    output.json("mnist-likelihood", figures);
  }

  private static void draw(Output output, List<Found> found) {
    double[] x = found.stream().mapToDouble(Found::epoch).toArray();
    double[] y = found.stream().mapToDouble(Found::logLikelihood).toArray();
    output.picture(
        "mnist-likelihood",
        new Chart(
                "Parzen-window log-likelihood by epochs",
                "epoch",
                "nats",
                false,
                List.of(Line.of("goodfellow-2014-mnist", x, y, new Look(0, false))))
            .render());
  }
}
