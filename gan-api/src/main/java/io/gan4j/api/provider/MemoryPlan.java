package io.gan4j.api.provider;

/**
 * Bytes that a training is expected to hold at its peak, as the resident memory of its process
 * counts them. On a GPU, {@code weights} and {@code step} lie in its memory instead.
 *
 * @param engine the process with nothing to do: the JVM, the engine's native library, its graph
 * @param weights weights, statistics, optimiser slots and averages
 * @param step what is alive at once within the largest phase: values kept for the gradients, the
 *     gradients, and what lies between
 * @param copies what passes through Java: batches, and the state that a checkpoint is written from
 * @param data samples held in memory
 */
public record MemoryPlan(long engine, long weights, long step, long copies, long data) {

  /** Everything. */
  public long total() {
    return engine + weights + step + copies + data;
  }

  /** The same with samples that the data set holds in memory. */
  public MemoryPlan withData(long bytes) {
    return new MemoryPlan(engine, weights, step, copies, bytes);
  }
}
