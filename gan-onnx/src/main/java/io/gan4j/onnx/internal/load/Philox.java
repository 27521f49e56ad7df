package io.gan4j.onnx.internal.load;

import io.gan4j.api.random.RandomKey;

/**
 * TensorFlow's stateless random numbers (Philox 4×32-10, Salmon et al. 2011), so that a seed draws
 * the same latents here and there. Numbers come in groups of four.
 */
final class Philox {
  private static final int ROUNDS = 10;
  private static final int MULTIPLIER_A = 0xD2511F53;
  private static final int MULTIPLIER_B = 0xCD9E8D57;
  private static final int WEYL_A = 0x9E3779B9;
  private static final int WEYL_B = 0xBB67AE85;

  /** Below it the logarithm of a uniform number is cut off. */
  private static final float LEAST = 1.0e-7f;

  private static final float MOST_DEVIATIONS = 2;

  /** Groups that a group of truncated numbers may use up. */
  private static final long GROUPS_OF_TRUNCATED = 256;

  /** The root of what is drawn by seed, whatever the run. */
  private static final RandomKey SAMPLING = RandomKey.of(0).split("sampling");

  private final int keyA;
  private final int keyB;
  private final int counterC;
  private final int counterD;

  private Philox(long seed, long draw) {
    int[] mixed =
        group(
            new int[] {(int) seed, (int) (seed >>> 32), (int) draw, (int) (draw >>> 32)},
            0x3ec8f720,
            0x02461e29);
    keyA = mixed[0];
    keyB = mixed[1];
    counterC = mixed[2];
    counterD = mixed[3];
  }

  /**
   * The numbers of a stream.
   *
   * @param stream its full name
   * @param draw the seed that somebody asks with
   */
  static Philox of(String stream, long draw) {
    return new Philox(SAMPLING.split(stream).key(), draw);
  }

  private int[] group(long index) {
    // The counter has 128 bits, of which the lower 64 begin at 0.
    return group(new int[] {(int) index, (int) (index >>> 32), counterC, counterD}, keyA, keyB);
  }

  private static int[] group(int[] counter, int firstKey, int secondKey) {
    int[] c = counter;
    int keyA = firstKey;
    int keyB = secondKey;
    for (int round = 0; round < ROUNDS; round++) {
      long productA = (MULTIPLIER_A & 0xFFFFFFFFL) * (c[0] & 0xFFFFFFFFL);
      long productB = (MULTIPLIER_B & 0xFFFFFFFFL) * (c[2] & 0xFFFFFFFFL);
      c =
          new int[] {
            (int) (productB >>> 32) ^ c[1] ^ keyA,
            (int) productB,
            (int) (productA >>> 32) ^ c[3] ^ keyB,
            (int) productA
          };
      keyA += WEYL_A;
      keyB += WEYL_B;
    }
    return c;
  }

  /** Uniform in [0, 1). */
  float[] uniform(int count) {
    float[] values = new float[count];
    int[] group = new int[4];
    for (int i = 0; i < count; i++) {
      if (i % 4 == 0) {
        group = group(i / 4);
      }
      values[i] = uniformOf(group[i % 4]);
    }
    return values;
  }

  private static float uniformOf(int bits) {
    return Float.intBitsToFloat((127 << 23) | (bits & 0x7FFFFF)) - 1;
  }

  /** Standard normal. */
  float[] normal(int count) {
    float[] values = new float[count];
    float[] pair = new float[2];
    int[] group = new int[4];
    for (int i = 0; i < count; i++) {
      if (i % 4 == 0) {
        group = group(i / 4);
      }
      if (i % 2 == 0) {
        boxMuller(group[i % 4], group[i % 4 + 1], pair);
      }
      values[i] = pair[i % 2];
    }
    return values;
  }

  /** Two normal numbers of two uniform ones. */
  private static void boxMuller(int first, int second, float[] pair) {
    float radius = Math.max(LEAST, uniformOf(first));
    float angle = (float) (2 * Math.PI * uniformOf(second));
    float length = (float) Math.sqrt(-2 * (float) Math.log(radius));
    pair[0] = (float) Math.sin(angle) * length;
    pair[1] = (float) Math.cos(angle) * length;
  }

  /** Standard normal, redrawn where beyond two standard deviations. */
  float[] truncatedNormal(int count) {
    float[] values = new float[count];
    float[] pair = new float[2];
    for (int first = 0; first < count; first += 4) {
      long index = first / 4 * GROUPS_OF_TRUNCATED;
      int kept = 0;
      for (long draw = 0; kept < 4; draw++) {
        int[] group = group(index + draw / 2);
        int half = (int) (draw % 2) * 2;
        boxMuller(group[half], group[half + 1], pair);
        for (float value : pair) {
          if (Math.abs(value) < MOST_DEVIATIONS && kept < 4) {
            if (first + kept < count) {
              values[first + kept] = value;
            }
            kept++;
          }
        }
      }
    }
    return values;
  }

  /** Whole numbers from 0 to below a bound. */
  long[] below(int count, long bound) {
    long[] values = new long[count];
    int[] group = new int[4];
    for (int i = 0; i < count; i++) {
      if (i % 2 == 0) {
        group = group(i / 2);
      }
      int half = i % 2 * 2;
      long bits = (group[half] & 0xFFFFFFFFL) | ((long) group[half + 1] << 32);
      values[i] = Long.remainderUnsigned(bits, bound);
    }
    return values;
  }
}
