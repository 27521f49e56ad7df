package io.gan4j.api.provider;

/**
 * Bytes a run is expected to need, beside the engine itself.
 *
 * @param weights weights, statistics, optimiser slots and averages
 * @param activations values kept for the gradients of the largest phase, and the gradients
 * @param data batches
 */
public record MemoryPlan(long weights, long activations, long data) {
  public long total() {
    return weights + activations + data;
  }
}
