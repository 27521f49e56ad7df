package io.gan4j.cli;

import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.run.ConditionValues;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Samples of a generator that takes conditions. */
final class ConditionedSamples {
  private static final int LEAST_PER_ROW = 5;

  private final GeneratorModel model;
  private final long seed;
  private final int count;
  private final List<String> asked;
  private final ConditionValues values;

  /**
   * @param count samples that are asked for
   * @param asked what {@code --condition} says; empty if it says nothing
   * @throws UsageException if it says something and the generator takes no conditions
   */
  ConditionedSamples(GeneratorModel model, long seed, int count, List<String> asked) {
    if (model.conditions() == 0 && !asked.isEmpty()) {
      throw new UsageException("--condition: this generator takes no conditions");
    }
    this.model = model;
    this.seed = seed;
    this.count = count;
    this.asked = List.copyOf(asked);
    this.values = ConditionValues.of(model);
  }

  /** Refuses generators that take conditions where only latents are drawn. */
  static void requireNone(GeneratorModel model, String target) {
    if (model.conditions() > 0) {
      throw new UsageException(
          "--out " + target + ": this generator takes conditions; use .png or .npy");
    }
  }

  /** Samples in a row of a picture; 0 for a near-square grid. */
  int perRow() {
    return asked.isEmpty() ? Math.max(LEAST_PER_ROW, count / values.names().size()) : 0;
  }

  /**
   * The samples.
   *
   * @param labels the class of each of the count; null if the generator sees none
   * @param picture whether they are for a picture, which may show what the conditions change
   */
  FloatNdArray samples(int @Nullable [] labels, boolean picture) {
    if (asked.isEmpty()) {
      if (!picture) {
        throw new UsageException("--condition is missing: " + values.example());
      }
      int first = labels == null ? 0 : labels[0];
      return varied(values.sweep(perRow()), labels == null ? null : first);
    }
    try {
      FloatNdArray conditions = values.parse(asked, count);
      return ConditionValues.hasRange(asked)
          ? varied(conditions, labels == null ? null : labels[0])
          : model.sample(seed, count, labels, conditions);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--condition: " + e.getMessage());
    }
  }

  /** The same latents under each of the conditions. */
  private FloatNdArray varied(FloatNdArray conditions, @Nullable Integer label) {
    int rows = Math.toIntExact(conditions.shape().get(0));
    int[] labels = label == null ? null : new int[] {label};
    FloatNdArray all = null;
    for (int i = 0; i < rows; i++) {
      FloatNdArray one = NdArrays.ofFloats(Shape.of(1, model.conditions()));
      conditions.get(i).copyTo(one.get(0));
      FloatNdArray sample = model.sample(seed, 1, labels, one);
      if (all == null) {
        long[] sizes = sample.shape().asArray();
        sizes[0] = rows;
        all = NdArrays.ofFloats(Shape.of(sizes));
      }
      sample.get(0).copyTo(all.get(i));
    }
    return Objects.requireNonNull(all);
  }
}
