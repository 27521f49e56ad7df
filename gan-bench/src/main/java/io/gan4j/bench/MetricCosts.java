package io.gan4j.bench;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.random.RandomKey;
import io.gan4j.components.metric.FrechetDistance;
import io.gan4j.components.metric.ParzenLogLikelihood;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;

/**
 * Time and memory of the costly metrics, on rows that are computed as they are read, so that all
 * that is held is the metric's own. Prints a line of a Markdown table: wall-clock time, processor
 * time over all threads, and the peak of the heap.
 *
 * <p>Run each count in a process of its own, with a heap (-Xmx) well below the samples' size, which
 * shows that memory does not grow with them.
 */
public final class MetricCosts {
  private static final int PIXELS = 784;
  private static final int FEATURES = 2048;

  private MetricCosts() {}

  /**
   * Measures.
   *
   * @param arguments {@code parzen N}: N generated and N test samples of 784 values, N/10 to choose
   *     the width by; or {@code frechet N}: N and N samples of 2,048 features
   */
  public static void main(String[] arguments) {
    boolean parzen = arguments[0].equals("parzen");
    if (!parzen && !arguments[0].equals("frechet")) {
      throw new IllegalArgumentException("parzen or frechet, found " + arguments[0]);
    }
    int count = Integer.parseInt(arguments[1]);
    int width = parzen ? PIXELS : FEATURES;
    Metric metric = parzen ? new ParzenLogLikelihood(0.1, 1, 10) : new FrechetDistance();
    ComparedSamples samples =
        new ComparedSamples(
            SampleSpace.vectors(width),
            new Noise(count, width, 1),
            new Noise(count, width, 2),
            new Noise(Math.max(1, count / 10), width, 3));
    System.gc();
    pools(MemoryPoolMXBean::resetPeakUsage);
    long begin = System.nanoTime();
    MetricValue value = metric.measure(samples).get(0);
    double seconds = (System.nanoTime() - begin) / 1e9;
    long[] peak = new long[1];
    pools(pool -> peak[0] += pool.getPeakUsage().getUsed());
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d and %,d | %d | %.0f s | %.0f s | %d MiB | %.6g |%n",
        arguments[0],
        count,
        count,
        width,
        seconds,
        processorSeconds(),
        peak[0] >> 20,
        value.value());
  }

  private static double processorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  private static void pools(java.util.function.Consumer<MemoryPoolMXBean> use) {
    ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .forEach(use);
  }

  /** Uniform values, a function of row and column. */
  private record Noise(int count, int width, long seed) implements Rows {
    @Override
    public void read(int first, int rows, double[] into) {
      RandomKey key = RandomKey.of(seed);
      for (int i = 0; i < rows * width; i++) {
        into[i] = key.uniform((long) first * width + i);
      }
    }
  }
}
