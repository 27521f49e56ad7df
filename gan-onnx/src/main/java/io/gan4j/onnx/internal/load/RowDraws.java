package io.gan4j.onnx.internal.load;

import io.gan4j.api.random.RandomKey;
import io.gan4j.onnx.internal.network.NoiseInputs;

/**
 * Noise within a network, of which each row is a function of the row's own latents, as in a
 * SavedModel: a row is the same whatever rows stand beside it.
 */
final class RowDraws implements Draws {
  /** Steps per unit of a latent's values, by which rows are told apart. */
  private static final int STEPS = 1 << 12;

  private static final RandomKey ROOT = RandomKey.of(0).split("rows");
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long FACTOR = 0xD1342543DE82EF95L;

  /** Random bits of a uniform number. */
  private static final int BITS = 23;

  /** How far a truncated normal number goes. */
  private static final float TRUNCATED = 2;

  /** erf(2 / √2), the share of normal numbers within two standard deviations. */
  private static final float WITHIN = (float) 0.9544997361036416;

  private final long[] keys;

  private RowDraws(long[] keys) {
    this.keys = keys;
  }

  /**
   * Of rows.
   *
   * @param latents row after row
   */
  static RowDraws of(float[] latents, int rows) {
    int size = latents.length / rows;
    long[] keys = new long[rows];
    for (int row = 0; row < rows; row++) {
      long sum = 0;
      for (int i = 0; i < size; i++) {
        long steps = (long) Math.rint(latents[row * size + i] * STEPS);
        sum += mix(steps * FACTOR + (i + 1) * GOLDEN);
      }
      keys[row] = mix(sum);
    }
    return new RowDraws(keys);
  }

  /** SplitMix64's last step. */
  private static long mix(long z) {
    return new RandomKey(z - GOLDEN).bits(0);
  }

  private static RandomKey key(long row, String stream) {
    return new RandomKey(mix(row ^ ROOT.split(stream).key()));
  }

  @Override
  public float[] reals(DrawnNoise noise) {
    float[] values = new float[Math.multiplyExact(noise.values(), keys.length)];
    for (int row = 0; row < keys.length; row++) {
      RandomKey key = key(keys[row], noise.stream());
      for (int i = 0; i < noise.values(); i++) {
        values[row * noise.values() + i] =
            switch (noise.distribution()) {
              case NoiseInputs.UNIFORM -> uniform(key, i);
              case NoiseInputs.NORMAL -> normal(key, i);
              default -> truncatedNormal(key, i);
            };
      }
    }
    return values;
  }

  private static float uniform(RandomKey key, long index) {
    return (key.bits(index) >>> (Long.SIZE - BITS)) * (1f / (1 << BITS));
  }

  private static float normal(RandomKey key, long index) {
    float radius = (float) Math.sqrt(-2 * (float) Math.log(1 - uniform(key, 2 * index)));
    return radius * (float) Math.cos(uniform(key, 2 * index + 1) * (float) (2 * Math.PI));
  }

  private static float truncatedNormal(RandomKey key, long index) {
    float symmetric = uniform(key, index) * 2 - (1 - 1f / (1 << BITS));
    float normal = inverseErf(symmetric * WITHIN) * (float) Math.sqrt(2);
    return Math.max(-TRUNCATED, Math.min(TRUNCATED, normal));
  }

  /** By Giles 2010, Approximating the erfinv function: exact to float32. */
  private static float inverseErf(float x) {
    double w = -Math.log1p(-(double) x * x);
    double[] factors =
        w < 5
            ? new double[] {
              2.81022636e-08,
              3.43273939e-07,
              -3.5233877e-06,
              -4.39150654e-06,
              0.00021858087,
              -0.00125372503,
              -0.00417768164,
              0.246640727,
              1.50140941
            }
            : new double[] {
              -0.000200214257,
              0.000100950558,
              0.00134934322,
              -0.00367342844,
              0.00573950773,
              -0.0076224613,
              0.00943887047,
              1.00167406,
              2.83297682
            };
    double at = w < 5 ? w - 2.5 : Math.sqrt(w) - 3;
    double sum = 0;
    for (double factor : factors) {
      sum = sum * at + factor;
    }
    return (float) (sum * x);
  }

  @Override
  public long[] wholes(DrawnNoise noise) {
    long[] values = new long[keys.length];
    for (int row = 0; row < keys.length; row++) {
      values[row] = (key(keys[row], noise.stream()).bits(0) >>> 33) % noise.bound();
    }
    return values;
  }
}
