package io.gan4j.tf.internal.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The gradient of the fused batch norm's gradient in training. With x̂ the normalised values, r the
 * inverse deviation, γ the gain, E the mean over batch and positions, and n values per channel, the
 * fused gradient is
 *
 * <pre>
 * dx = γ·r·P(g),   P(v) = v − E[v] − x̂·E[v·x̂]
 * dγ = n·E[g·x̂],   dβ = n·E[g]
 * </pre>
 *
 * P is its own transpose. Mean and deviation are made again from x, of which they are functions.
 *
 * @param <T> the graph's float type
 */
final class FusedBatchNormRule<T extends TFloating> {
  private final Backward<T> op;
  private final Ops tf;
  private final Operand<TInt32> overPositions;
  private final Operand<T> normalized;
  private final Operand<T> inverse;

  private FusedBatchNormRule(Backward<T> op) {
    this.op = op;
    this.tf = op.tf();
    this.overPositions = tf.constant(new int[] {0, 1, 2});
    Operand<T> x = op.input(1);
    Operand<T> centred = tf.math.sub(x, mean(x));
    float epsilon = op.operation().attributes().getAttrFloat("epsilon");
    this.inverse = tf.math.rsqrt(tf.math.add(mean(tf.math.square(centred)), op.constant(epsilon)));
    this.normalized = tf.math.mul(centred, inverse);
  }

  /** Inputs: g, x, γ, and three that the kernel kept, which are functions of x. */
  static <T extends TFloating> List<@Nullable Operand<T>> build(Backward<T> op) {
    if (!op.flag("is_training") || !op.string("data_format").equals("NHWC")) {
      throw new UnsupportedOperationException(
          "a fused batch norm has a second-order gradient in training on [batch, height, width,"
              + " channels] only");
    }
    return new FusedBatchNormRule<>(op).build();
  }

  private List<@Nullable Operand<T>> build() {
    Operand<T> g = op.input(0);
    Operand<T> gain = op.input(2);
    Operand<T> perX = op.gradient(0);
    Operand<T> perGain = op.gradient(1);
    Operand<T> perOffset = op.gradient(2);

    Operand<T> scale = tf.math.mul(gain, inverse);
    Operand<T> projected = tf.math.mul(scale, project(perX));
    Operand<T> toG =
        tf.math.add(tf.math.add(projected, tf.math.mul(normalized, perGain)), perOffset);

    // Σ A·P(g), A what comes in for dx: the value of dx as γ and r scale it.
    Operand<T> sum = tf.math.mul(count(g, gain), mean(tf.math.mul(perX, project(g))));
    Operand<T> toGain = tf.math.mul(inverse, sum);

    // Through x̂, of which P and dγ depend, and through r.
    Operand<T> alongX = mean(tf.math.mul(g, normalized));
    Operand<T> alongA = mean(tf.math.mul(perX, normalized));
    Operand<T> crossed = tf.math.add(tf.math.mul(perX, alongX), tf.math.mul(g, alongA));
    Operand<T> toNormalized = tf.math.sub(tf.math.mul(perGain, g), tf.math.mul(scale, crossed));
    Operand<T> throughNormalized = tf.math.mul(inverse, project(toNormalized));
    Operand<T> shrink = tf.math.div(op.product(scale, inverse, sum), count(g, gain));
    Operand<T> toX = tf.math.sub(throughNormalized, tf.math.mul(normalized, shrink));
    return Backward.gradients(toG, toX, toGain, null, null, null);
  }

  private Operand<T> mean(Operand<T> values) {
    return tf.math.mean(values, overPositions);
  }

  private Operand<T> project(Operand<T> values) {
    Operand<T> along = mean(tf.math.mul(values, normalized));
    return tf.math.sub(tf.math.sub(values, mean(values)), tf.math.mul(normalized, along));
  }

  /** Values per channel. */
  private Operand<T> count(Operand<T> images, Operand<T> perChannel) {
    return tf.math.div(
        tf.dtypes.cast(tf.size(images), images.type()),
        tf.dtypes.cast(tf.size(perChannel), images.type()));
  }
}
