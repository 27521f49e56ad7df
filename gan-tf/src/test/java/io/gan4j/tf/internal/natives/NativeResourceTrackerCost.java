package io.gan4j.tf.internal.natives;

import java.util.Arrays;
import java.util.Locale;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/**
 * What the ledger costs, in nanoseconds and as the median of repetitions: holding a tensor, against
 * making the same tensor without a ledger. Here and not among the benchmarks, for nobody sees the
 * ledger from outside.
 */
final class NativeResourceTrackerCost {
  private static final int REPETITIONS = 11;
  private static final int ENTRIES = 100_000;

  private NativeResourceTrackerCost() {}

  /** Measures and prints. */
  public static void main(String[] none) {
    System.out.printf(
        Locale.ROOT,
        "a tensor costs %.0f ns with the ledger and %.0f ns without; a step holds one for each"
            + " phase%n",
        median(
            () -> {
              try (NativeHandle<TInt64> held =
                  NativeResources.tensor("entry", TInt64.class, Shape.scalar())) {
                held.get();
              }
            }),
        median(
            () -> {
              try (TInt64 tensor = TInt64.tensorOf(Shape.scalar())) {
                tensor.shape();
              }
            }));
  }

  private static double median(Runnable entry) {
    double[] times = new double[REPETITIONS];
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      long begin = System.nanoTime();
      for (int i = 0; i < ENTRIES; i++) {
        entry.run();
      }
      times[repetition] = (System.nanoTime() - begin) / (double) ENTRIES;
    }
    Arrays.sort(times);
    return times[REPETITIONS / 2];
  }
}
