package io.gan4j.components.term;

import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.TermContext;
import java.util.List;

/** How steep the discriminator is at samples: what all penalties on its gradient measure. */
final class GradientNorms {
  /** Keeps the root's gradient finite where a slope is 0. */
  private static final double TINY = 1e-12;

  private GradientNorms() {}

  /**
   * Squared norm of each sample's own gradient, {@code [batch]}. Of a map of patch scores it is the
   * mean's gradient, as losses take their mean.
   *
   * @param like samples whose labels these have, if the discriminator sees labels
   */
  static <T> T squared(TermContext<T> context, T samples, T like) {
    TensorOps<T> ops = context.ops();
    T scores =
        ops.meanPerSample(context.discriminate(samples, context.conditionsOf(like)).scores());
    return ops.sumPerSample(ops.square(context.inputGradient(scores, samples)));
  }

  /** Half the mean over the batch of squared slopes. */
  static <T> T half(TensorOps<T> ops, T squared) {
    return ops.mul(ops.constant(0.5), ops.mean(squared));
  }

  /**
   * Mean over the batch of (slope/target − 1)², or of max(0, slope/target − 1)².
   *
   * @param squared slopes, {@code [batch]}
   */
  static <T> T awayFrom(TensorOps<T> ops, T squared, double target, boolean oneSided) {
    T slope = ops.sqrt(ops.add(squared, ops.constant(TINY)));
    T away = ops.sub(ops.div(slope, ops.constant(target)), ops.constant(1));
    return ops.mean(ops.square(oneSided ? ops.relu(away) : away));
  }

  /** A norm per sample needs scores that depend on their own sample only. */
  static List<String> mixedSamples(RunTraits traits) {
    return traits
        .mixingLayer()
        .map(
            layer ->
                List.of(
                    "penalises each sample's own gradient, but layer "
                        + layer
                        + " of the discriminator makes a score depend on the whole batch: leave it"
                        + " out, or take layer-norm, instance-norm, group-norm or spectral-norm"))
        .orElse(List.of());
  }

  /**
   * What a batch norm adds up to does not change with its input, so that much of the gradient of
   * the scores' sum is 0 and the penalty says nothing.
   */
  static List<String> batchNorm(RunTraits traits) {
    return traits
        .batchNorm()
        .map(
            layer ->
                List.of(
                    "penalises the gradient of the scores, from which layer "
                        + layer
                        + " of the discriminator takes the batch's common part: leave it out, or"
                        + " take layer-norm, instance-norm, group-norm or spectral-norm"))
        .orElse(List.of());
  }
}
