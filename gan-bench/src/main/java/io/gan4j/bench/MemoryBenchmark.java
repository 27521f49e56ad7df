package io.gan4j.bench;

import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.core.Gan;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * Whether a long training keeps its memory: live native handles and resident memory of a preset
 * after 200 steps, and at up to 50 equal intervals of at least a thousand steps. Resident memory is
 * Linux's VmRSS after a garbage collection; the slope is that of a straight line through all
 * readings of the second half.
 */
public final class MemoryBenchmark {
  private static final long FIRST = 200;
  private static final long EVERY = 1000;

  private MemoryBenchmark() {}

  /**
   * What there was at a step.
   *
   * @param handles live native ones, as JavaCPP counts them
   * @param heap bytes of the Java heap in use
   */
  private record Reading(long step, long handles, long heap, long residentKilobytes) {}

  /**
   * Trains into a run directory of its own and prints.
   *
   * @param arguments the number of steps, 5000 if absent; the preset, digits if absent
   */
  public static void main(String[] arguments) throws IOException {
    long steps = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5000;
    String preset = arguments.length > 1 ? arguments[1] : Gan.DEFAULT_PRESET;
    long every = Math.max(EVERY, steps / 50);
    List<Reading> readings = new ArrayList<>();
    Gan gan = Gan.load();
    // What a process keeps for good is there once something was opened.
    gan.open(gan.preset(preset)).close();
    long before = Pointer.totalCount();
    try (Training training = gan.open(gan.preset(preset, "training.steps=" + steps))) {
      Path folder = Files.createTempDirectory("memory");
      TrainingListener reader =
          event -> {
            if (event instanceof StepCompleted done
                && (done.step() == FIRST || done.step() % every == 0 || done.step() == steps)) {
              readings.add(read(done.step()));
            }
          };
      training.runIn(RunDirectory.create(folder.resolve("run")), List.of(reader));
    }
    for (Reading reading : readings) {
      System.out.printf(
          Locale.ROOT,
          "step %6d  live native handles %d  heap %.1f MB  resident %.1f MB%n",
          reading.step(),
          reading.handles(),
          reading.heap() / 1048576.0,
          reading.residentKilobytes() / 1024.0);
    }
    System.out.printf(
        Locale.ROOT,
        "before it was opened %d handles, after it was closed %d%n",
        before,
        Pointer.totalCount());
    Reading first = readings.get(0);
    Reading last = readings.get(readings.size() - 1);
    System.out.printf(
        Locale.ROOT,
        "from step %d to %d: %+d handles, %+.1f MB resident%n",
        first.step(),
        last.step(),
        last.handles() - first.handles(),
        (last.residentKilobytes() - first.residentKilobytes()) / 1024.0);
    System.out.printf(
        Locale.ROOT,
        "in the second half: %.1f bytes of resident memory per step%n",
        1024 * slope(readings.subList(readings.size() / 2, readings.size())));
  }

  /** Kilobytes per step, by least squares. */
  private static double slope(List<Reading> readings) {
    double step = readings.stream().mapToLong(Reading::step).average().orElse(0);
    double resident = readings.stream().mapToLong(Reading::residentKilobytes).average().orElse(0);
    double over = 0;
    double under = 0;
    for (Reading reading : readings) {
      double away = reading.step() - step;
      over += away * (reading.residentKilobytes() - resident);
      under += away * away;
    }
    return over / under;
  }

  private static Reading read(long step) {
    System.gc();
    try {
      long resident = Linux.status(ProcessHandle.current().pid(), "VmRSS");
      Runtime runtime = Runtime.getRuntime();
      return new Reading(
          step,
          Pointer.totalCount(),
          runtime.totalMemory() - runtime.freeMemory(),
          resident / 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
