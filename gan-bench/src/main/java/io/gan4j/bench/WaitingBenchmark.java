package io.gan4j.bench;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long the steps of a training wait for their data, epoch by epoch: share of the step's time,
 * 99th percentile and longest wait; what the data takes before the first step, and the heap that is
 * in use at the end.
 */
public final class WaitingBenchmark {
  private WaitingBenchmark() {}

  /** Waits and times of the steps of one epoch, in milliseconds. */
  private static final class Epoch {
    private final List<Double> waits = new ArrayList<>();
    private double time;

    @Override
    public String toString() {
      double[] sorted = waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      double sum = Arrays.stream(sorted).sum();
      return String.format(
          Locale.ROOT,
          "%d steps of %.2f ms; waiting %.3f %% of the time, 99th percentile %.3f ms, longest"
              + " %.3f ms",
          sorted.length,
          time / sorted.length,
          100 * sum / time,
          sorted[(int) Math.ceil(0.99 * sorted.length) - 1],
          sorted[sorted.length - 1]);
    }
  }

  /** Collects the waits. */
  private static final class Waits implements TrainingListener {
    private final Map<Long, Epoch> epochs = new TreeMap<>();
    private long begin;
    private double beforeFirst = -1;

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof RunStarted) {
        begin = System.nanoTime();
      } else if (event instanceof StepCompleted done) {
        double time = done.duration().toNanos() / 1e6;
        if (beforeFirst < 0) {
          beforeFirst = (System.nanoTime() - begin) / 1e6 - time;
          return; // the first step warms TensorFlow up
        }
        double wait = 0;
        for (PhaseResult phase : done.phases()) {
          wait += phase.waited().toNanos() / 1e6;
        }
        Epoch epoch = epochs.computeIfAbsent(done.epoch(), e -> new Epoch());
        epoch.waits.add(wait);
        epoch.time += time;
      }
    }
  }

  /**
   * Runs it.
   *
   * @param args data, a preset, the number of steps, and further changes such as
   *     data.cache.memory=512
   */
  public static void main(String[] args) {
    Gan gan = Gan.load();
    List<String> changes = new ArrayList<>();
    changes.add("training.steps=" + args[2]);
    changes.add("samples.every=0");
    changes.add("checkpoints.every=0");
    changes.addAll(Arrays.asList(args).subList(3, args.length));
    Waits waits = new Waits();
    long begin = System.nanoTime();
    try (Training training =
        gan.open(
            gan.preset(args[1], changes.toArray(String[]::new))
                .withSource(gan.detectReader(Path.of(args[0]))))) {
      System.out.printf(
          Locale.ROOT,
          "%s: %s%nopened in %.2f s%n",
          args[1],
          training.dataset().description(),
          (System.nanoTime() - begin) / 1e9);
      training.run(waits);
      System.out.printf(Locale.ROOT, "before the first step: %.2f s%n", waits.beforeFirst / 1e3);
      waits.epochs.forEach((number, epoch) -> System.out.println("epoch " + number + ": " + epoch));
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          Locale.ROOT,
          "heap in use %,d MB of %,d MB%n",
          (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000,
          runtime.maxMemory() / 1_000_000);
    }
  }
}
