package io.gan4j.components.normalization;

import io.gan4j.api.data.Normalization;
import java.util.List;

/**
 * (x − mean) / deviation, with as many of both as there are groups; place i is of group i modulo
 * their number.
 */
record Affine(List<Double> mean, List<Double> deviation) implements Normalization.Fitted {
  Affine {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  @Override
  public void apply(float[] sample) {
    for (int i = 0; i < sample.length; i++) {
      int group = i % mean.size();
      sample[i] = (float) ((sample[i] - mean.get(group)) / deviation.get(group));
    }
  }

  @Override
  public void invert(float[] sample) {
    for (int i = 0; i < sample.length; i++) {
      int group = i % mean.size();
      sample[i] = (float) (sample[i] * deviation.get(group) + mean.get(group));
    }
  }
}
