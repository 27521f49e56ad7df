package io.gan4j.core.evaluate;

import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;

/** Categorical codes that latents begin with, each one-hot. */
final class Codes {
  private Codes() {}

  /**
   * Reads which values they have.
   *
   * @param latents {@code [count, …]}
   * @param categories of each code: how many values it has
   * @param into of each code: the values of all samples
   * @param first the sample of the first of these latents
   */
  static void read(FloatNdArray latents, List<Integer> categories, List<int[]> into, int first) {
    float[] values = SampleSet.values(latents);
    int count = Math.toIntExact(latents.shape().get(0));
    int width = values.length / count;
    for (int i = 0; i < count; i++) {
      int at = i * width;
      for (int code = 0; code < categories.size(); code++) {
        int best = 0;
        for (int value = 1; value < categories.get(code); value++) {
          best = values[at + value] > values[at + best] ? value : best;
        }
        into.get(code)[first + i] = best;
        at += categories.get(code);
      }
    }
  }
}
