package io.gan4j.bench;

import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * Whether a long training keeps its memory: live native handles and resident memory after 200 steps
 * of the default preset and after each further thousand. Resident memory is Linux's VmRSS after a
 * garbage collection.
 */
public final class MemoryBenchmark {
  private static final long FIRST = 200;
  private static final long EVERY = 1000;

  private MemoryBenchmark() {}

  private record Reading(long step, long handles, long residentKilobytes) {}

  /**
   * Trains and prints.
   *
   * @param arguments the number of steps; 5000 if absent
   */
  public static void main(String[] arguments) {
    long steps = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5000;
    List<Reading> readings = new ArrayList<>();
    Gan gan = Gan.load();
    try (Training training =
        gan.open(gan.preset("digits", "training.steps=" + steps, "samples.every=0"))) {
      training.run(
          event -> {
            if (event instanceof StepCompleted done
                && (done.step() == FIRST || done.step() % EVERY == 0 || done.step() == steps)) {
              readings.add(read(done.step()));
            }
          });
    }
    for (Reading reading : readings) {
      System.out.printf(
          Locale.ROOT,
          "step %6d  live native handles %d  resident %.1f MB%n",
          reading.step(),
          reading.handles(),
          reading.residentKilobytes() / 1024.0);
    }
    Reading first = readings.get(0);
    Reading last = readings.get(readings.size() - 1);
    System.out.printf(
        Locale.ROOT,
        "from step %d to %d: %+d handles, %+.1f MB resident%n",
        first.step(),
        last.step(),
        last.handles() - first.handles(),
        (last.residentKilobytes() - first.residentKilobytes()) / 1024.0);
  }

  private static Reading read(long step) {
    System.gc();
    try {
      long resident = Linux.status(ProcessHandle.current().pid(), "VmRSS");
      return new Reading(step, Pointer.totalCount(), resident / 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
