package io.gan4j.components.game;

import io.gan4j.api.tensor.TensorOps;

/** {@code −log softmax(s)_y} for scores {@code s}, one per class, and a class y. */
final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /**
   * Its mean over the batch.
   *
   * @param scores {@code [batch, classes]}
   * @param oneHot the classes, of the same shape
   */
  static <T> T mean(TensorOps<T> ops, T scores, T oneHot) {
    // log Σ exp s, with the largest score taken out so that nothing overflows
    T largest = ops.detach(ops.maxPerSample(scores));
    T others = ops.exp(ops.sub(scores, ops.broadcastPerSample(largest, scores)));
    T logSum = ops.add(largest, ops.log(ops.sumPerSample(others)));
    T own = ops.sumPerSample(ops.mul(scores, oneHot));
    return ops.mean(ops.sub(logSum, own));
  }
}
