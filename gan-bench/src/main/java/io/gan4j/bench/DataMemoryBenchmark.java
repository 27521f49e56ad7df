package io.gan4j.bench;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What opened data takes: a preset's data section with another source or further changes is opened
 * and read from end to end, so many samples at most. Prints the heap in use after a collection,
 * before and after; the process' resident memory, apart for what is its own and what are pages of
 * mapped files, which the system takes back when it needs them; and the time of opening and of
 * reading.
 */
public final class DataMemoryBenchmark {
  private static final int BATCH = 100;

  private DataMemoryBenchmark() {}

  /**
   * Runs it.
   *
   * @param args a file or folder, or {@code -} for the source that the changes name; samples to
   *     read at most; and changes such as data.cache.memory=256
   */
  public static void main(String[] args) throws IOException {
    Gan gan = Gan.load();
    List<String> changes = Arrays.asList(args).subList(2, args.length);
    RunFile file = gan.preset("digits", changes.toArray(String[]::new));
    if (!args[0].equals("-")) {
      file = file.withSource(gan.detectReader(Path.of(args[0])));
    }
    print("before", 0);
    long begin = System.nanoTime();
    try (Dataset dataset = gan.data(file)) {
      OptionalLong size = dataset.size();
      System.out.println(dataset.description());
      print("opened", begin);
      long count = Math.min(size.orElse(Long.MAX_VALUE), Long.parseLong(args[1]));
      Batch batch = new Batch(dataset.space(), BATCH);
      begin = System.nanoTime();
      for (long first = 0; first + BATCH <= count; first += BATCH) {
        long[] indices = new long[BATCH];
        for (int i = 0; i < BATCH; i++) {
          indices[i] = first + i;
        }
        dataset.read(indices, batch);
      }
      print(String.format(Locale.ROOT, "%,d samples read", count / BATCH * BATCH), begin);
      System.out.printf(
          Locale.ROOT, "held in memory, as planned: %.1f MB%n", dataset.bytesHeld() / 1e6);
    }
  }

  private static void print(String when, long begin) throws IOException {
    double seconds = begin == 0 ? 0 : (System.nanoTime() - begin) / 1e9;
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "%-24s %8.2f s   heap %8.1f MB   own %8.1f MB   mapped %8.1f MB%n",
        when,
        seconds,
        (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
        Linux.status(ProcessHandle.current().pid(), "RssAnon") / 1e6,
        Linux.status(ProcessHandle.current().pid(), "RssFile") / 1e6);
  }
}
