package io.gan4j.testkit;

import io.gan4j.api.Player;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.term.PlayerOutput;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * What the fake's players compute. Values of a sample are dealt into a few groups so that any
 * sample has few weights: value v belongs to group v mod groups. Generator: value v is a[g]·z[v mod
 * latents] + b[g], squashed into the data's range. Discriminator: a linear score of each group's
 * mean and mean square. Where a player sees labels, a table per class is added to b[g] and to the
 * weights of the score.
 */
final class FakeNetworks {
  private static final int MOST_GROUPS = 8;

  private final SampleSpace samples;
  private final int groups;
  private final int values;

  FakeNetworks(SampleSpace samples) {
    this.samples = samples;
    this.values = samples.valuesPerSample();
    this.groups = Math.min(values, MOST_GROUPS);
  }

  /** {@code [1, groups]}: a unit per group, fed by one latent value. */
  Shape generatorKernel() {
    return Shape.of(1, groups);
  }

  /** Values per class of a player that sees labels. */
  int valuesPerClass(Player player) {
    return player == Player.GENERATOR ? groups : 2 * groups;
  }

  /** {@code [2·groups, 1]}: one unit, fed by the groups' means and mean squares. */
  Shape discriminatorKernel() {
    return Shape.of(2L * groups, 1);
  }

  /**
   * @param ofClass what each sample's class adds, {@code [batch, groups]}; null if no labels are
   *     seen
   */
  DoubleTensor generate(
      DoubleTensor kernel,
      DoubleTensor bias,
      @Nullable DoubleTensor ofClass,
      DoubleTensor latents) {
    int batch = (int) latents.shape().get(0);
    int width = latents.data.length / Math.max(1, batch);
    double[] made = new double[batch * values];
    for (int n = 0; n < batch; n++) {
      for (int v = 0; v < values; v++) {
        double z = latents.data[n * width + v % width];
        double own = ofClass == null ? 0 : ofClass.data[n * groups + v % groups];
        made[n * values + v] = squash(kernel.data[v % groups] * z + bias.data[v % groups] + own);
      }
    }
    return DoubleTensor.owning(samples.shape().prepend(batch), made);
  }

  private double squash(double x) {
    Range range = samples.range();
    if (range.bounded()) {
      return range.low() + (range.high() - range.low()) / (1 + Math.exp(-x));
    }
    if (Double.isFinite(range.low())) {
      return range.low() + softplus(x);
    }
    return Double.isFinite(range.high()) ? range.high() - softplus(x) : x;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /**
   * @param ofClass what each sample's class adds to the kernel, {@code [batch, 2·groups]}; null if
   *     no labels are seen
   */
  PlayerOutput<DoubleTensor> discriminate(
      DoubleTensor kernel, DoubleTensor bias, @Nullable DoubleTensor ofClass, DoubleTensor judged) {
    int batch = (int) judged.shape().get(0);
    int width = 2 * groups;
    double[] features = new double[batch * width];
    double[] scores = new double[batch];
    for (int n = 0; n < batch; n++) {
      for (int v = 0; v < values; v++) {
        int group = v % groups;
        int size = (values - group + groups - 1) / groups;
        double value = judged.data[n * values + v];
        features[n * width + group] += value / size;
        features[n * width + groups + group] += value * value / size;
      }
      scores[n] = bias.data[0];
      for (int i = 0; i < width; i++) {
        double own = ofClass == null ? 0 : ofClass.data[n * width + i];
        scores[n] += (kernel.data[i] + own) * features[n * width + i];
      }
    }
    return new PlayerOutput<>(
        DoubleTensor.owning(Shape.of(batch), scores),
        DoubleTensor.owning(Shape.of(batch, width), features));
  }
}
