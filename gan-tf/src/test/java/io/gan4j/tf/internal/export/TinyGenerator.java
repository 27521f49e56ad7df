package io.gan4j.tf.internal.export;

import io.gan4j.api.data.Range;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** tanh(z · kernel + bias), [3] → [2, 2, 1], with weights written down by hand. */
final class TinyGenerator implements GeneratorGraph {
  static final float[][] KERNEL = {
    {0.5f, -1, 0.25f, 2}, {1, 0, -0.75f, 0.125f}, {-0.5f, 1.5f, 0, -2}
  };
  static final float[] BIAS = {0.1f, -0.2f, 0.3f, 0};

  static Map<String, TFloat32> weights() {
    return Map.of(
        "generator/0.dense/kernel",
        TFloat32.tensorOf(StdArrays.ndCopyOf(KERNEL)),
        "generator/0.dense/bias",
        TFloat32.vectorOf(BIAS));
  }

  /** The value at a row-major index of one sample, computed in plain Java. */
  static double expected(float[] latent, int index) {
    double sum = BIAS[index];
    for (int i = 0; i < latent.length; i++) {
      sum += latent[i] * KERNEL[i][index];
    }
    return Math.tanh(sum);
  }

  static float[] latent(FloatNdArray latents, long row) {
    float[] latent = new float[3];
    for (int i = 0; i < 3; i++) {
      latent[i] = latents.getFloat(row, i);
    }
    return latent;
  }

  @Override
  public Shape latentShape() {
    return Shape.of(3);
  }

  @Override
  public Range range() {
    return Range.SYMMETRIC;
  }

  @Override
  public Operand<TFloat32> latents(
      Ops tf, Operand<TInt64> seed, Operand<TInt32> count, Function<String, Operand<?>> weights) {
    return tf.random.statelessRandomNormal(
        tf.stack(List.of(count, tf.constant(3))),
        tf.stack(List.of(seed, tf.constant(0L))),
        TFloat32.class);
  }

  @Override
  @SuppressWarnings("unchecked") // the weights above are float32
  public Operand<TFloat32> samples(Ops tf, Given given, Function<String, Operand<?>> weights) {
    Operand<TFloat32> kernel = (Operand<TFloat32>) weights.apply("generator/0.dense/kernel");
    Operand<TFloat32> bias = (Operand<TFloat32>) weights.apply("generator/0.dense/bias");
    Operand<TFloat32> values =
        tf.math.tanh(tf.math.add(tf.linalg.matMul(given.latents(), kernel), bias));
    return tf.reshape(values, tf.constant(new int[] {-1, 2, 2, 1}));
  }
}
