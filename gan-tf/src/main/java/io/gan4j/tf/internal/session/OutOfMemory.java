package io.gan4j.tf.internal.session;

import io.gan4j.api.provider.BatchParts;
import io.gan4j.api.provider.GanPlan;
import java.util.stream.IntStream;

/** What to do when a step finds no memory. */
final class OutOfMemory {
  private OutOfMemory() {}

  /** The setting that makes the same update with less memory, or why there is none. */
  static String advice(GanPlan plan) {
    int batch = plan.batchSize();
    if (plan.samplesAtOnce() == 1) {
      return "a single sample at a time is too much: take smaller networks";
    }
    var obstacles = BatchParts.obstacles(plan);
    if (!obstacles.isEmpty()) {
      return "lower data.batchSize, which is "
          + batch
          + "; the batch cannot pass in parts, because "
          + String.join(", and ", obstacles);
    }
    int parts =
        IntStream.rangeClosed(plan.accumulate() + 1, batch)
            .filter(n -> batch % n == 0)
            .findFirst()
            .orElse(batch);
    return "training.accumulate="
        + parts
        + " makes the same updates with the batch of "
        + batch
        + " in "
        + parts
        + " parts of "
        + batch / parts;
  }
}
