package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.BlurPool;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** Weighted means of four pixels along each axis. */
public final class BlurPoolBuilder implements LayerBuilder<BlurPool> {
  private static final double[] WEIGHTS = {1 / 8.0, 3 / 8.0, 3 / 8.0, 1 / 8.0};

  @Override
  public <T extends TFloating> Operand<T> build(
      BlurPool layer, Operand<T> input, LayerContext<T> context) {
    return AlongAxes.resampled(input, context, BlurPoolBuilder::shares, BlurPoolBuilder::shares);
  }

  private static double[][] shares(int size) {
    double[][] shares = new double[(size + 1) / 2][size];
    for (int i = 0; i < shares.length; i++) {
      for (int tap = 0; tap < WEIGHTS.length; tap++) {
        int pixel = 2 * i - 1 + tap;
        if (pixel >= 0 && pixel < size) {
          shares[i][pixel] = WEIGHTS[tap];
        }
      }
    }
    return shares;
  }
}
