package io.gan4j.bench;

import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Pairing;
import io.gan4j.core.Gan;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.run.Training;
import io.gan4j.core.watch.Watches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.tensorflow.ndarray.NdArray;

/**
 * What it costs that nothing is lost. Each figure is timed directly and is the median of its
 * repetitions: how long a checkpoint holds up the step, which is the copy of the state; how long a
 * thread of its own then writes it, and its size; the watches at a step, and at a step with
 * samples; the norms of gradients and weights, which are looked at every 20th step.
 */
public final class ReliabilityCosts {
  private static final int REPETITIONS = 11;
  private static final int WATCHED = 20_000;
  private static final int STEPS = 60;

  private ReliabilityCosts() {}

  /**
   * Measures and prints.
   *
   * @param presets whose data are embedded; digits and grid-2d if absent
   */
  public static void main(String[] presets) throws IOException {
    Gan gan = Gan.load();
    for (String preset : presets.length > 0 ? presets : new String[] {"digits-mlp", "grid-2d"}) {
      // A look at the norms at every other step, so that both kinds are timed side by side.
      try (Training training =
          gan.open(
              gan.preset(
                  preset, "training.steps=" + STEPS, "samples.every=30", "watches.every=2"))) {
        System.out.println(preset);
        steps(training);
        checkpoint(training);
      }
    }
  }

  private static void steps(Training training) {
    List<StepCompleted> steps = new ArrayList<>();
    List<SamplesDrawn> drawn = new ArrayList<>();
    training.run(
        event -> {
          if (event instanceof StepCompleted done) {
            steps.add(done);
          } else if (event instanceof SamplesDrawn samples) {
            drawn.add(samples);
          }
        });
    List<StepCompleted> late = steps.subList(STEPS / 3, STEPS);
    double without = step(late, false);
    double with = step(late, true);
    System.out.printf(
        Locale.ROOT,
        "  a step %.2f ms; norms add %.2f ms where they are looked at, %.0f us per step at every"
            + " 20th%n",
        without,
        with - without,
        1e3 * (with - without) / 20);

    Watches watches =
        new Watches(
            training.config().watches(),
            training.plan(),
            Map.of(Pairing.DATA, training.dataset()),
            training.config().samples().count());
    StepCompleted last = steps.get(steps.size() - 1);
    double atStep =
        median(
            () -> {
              long begin = System.nanoTime();
              for (int i = 0; i < WATCHED; i++) {
                watches.on(last);
              }
              return (System.nanoTime() - begin) / WATCHED;
            });
    SamplesDrawn samples = drawn.get(drawn.size() - 1);
    SamplesDrawn counted =
        new SamplesDrawn(1_000_000, 0, samples.latents(), samples.labels(), samples.samples());
    double atSamples =
        median(
            () -> {
              long begin = System.nanoTime();
              watches.on(counted);
              return System.nanoTime() - begin;
            });
    System.out.printf(
        Locale.ROOT,
        "  watches: %.2f us at a step, %.2f ms where samples are drawn%n",
        atStep / 1e3,
        atSamples / 1e6);
  }

  private static double step(List<StepCompleted> steps, boolean looked) {
    double[] times =
        steps.stream()
            .filter(
                done ->
                    done.phases().stream().anyMatch(p -> !p.report().norms().isEmpty()) == looked)
            .mapToDouble(done -> done.duration().toNanos() / 1e6)
            .sorted()
            .toArray();
    return times[times.length / 2];
  }

  private static void checkpoint(Training training) throws IOException {
    double held =
        median(
            () -> {
              long begin = System.nanoTime();
              training.session().saveState();
              return System.nanoTime() - begin;
            });
    Map<String, NdArray<?>> state = training.session().saveState();
    Path folder = Files.createTempDirectory("checkpoints");
    Checkpoints checkpoints = new Checkpoints(folder);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < REPETITIONS; i++) {
      Checkpoint checkpoint =
          new Checkpoint(i, state, training.record().config(), Map.of(), Map.of(), 0);
      long begin = System.nanoTime();
      checkpoints.write(checkpoint, 1, step -> false);
      times.add(System.nanoTime() - begin);
    }
    double written = times.stream().sorted().toList().get(times.size() / 2);
    System.out.printf(
        Locale.ROOT,
        "  a checkpoint holds up the step for %.2f ms; %.1f MB are written in %.1f ms by a thread"
            + " of its own%n",
        held / 1e6,
        size(checkpoints.folder(REPETITIONS - 1)) / 1e6,
        written / 1e6);
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static double median(LongSupplier nanoseconds) {
    long[] times = new long[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      times[i] = nanoseconds.getAsLong();
    }
    Arrays.sort(times);
    return times[REPETITIONS / 2];
  }
}
