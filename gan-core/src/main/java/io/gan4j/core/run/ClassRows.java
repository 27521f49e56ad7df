package io.gan4j.core.run;

import io.gan4j.api.provider.GanPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;

/**
 * A grid of samples with a row for each class, and down each column the same latents: what the
 * label changes is seen by going down, what the latents change by going across.
 *
 * @param labels the class of each sample, row by row; empty if the generator sees no labels
 * @param latents latents to be drawn: samples in a row, or all of them
 */
public record ClassRows(List<Integer> labels, int latents) {
  public ClassRows {
    labels = List.copyOf(labels);
  }

  /** About so many samples of a run's generator; just so many if it sees no labels. */
  static ClassRows of(GanPlan plan, int count) {
    return of(plan.classesSampled(), count);
  }

  /**
   * About so many samples.
   *
   * @param classes classes that the generator sees, 0 if it sees no labels: then just so many
   */
  public static ClassRows of(int classes, int count) {
    if (classes == 0) {
      return new ClassRows(List.of(), count);
    }
    int perClass = Math.max(1, Math.round((float) count / classes));
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      labels.addAll(Collections.nCopies(perClass, label));
    }
    return new ClassRows(labels, perClass);
  }

  /** Labels as a session takes them: null if there are none. */
  public static int @Nullable [] given(List<Integer> labels) {
    return labels.isEmpty() ? null : labels.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The drawn latents, again for each row. */
  public FloatNdArray sameInEachRow(FloatNdArray drawn) {
    if (labels.isEmpty()) {
      return drawn;
    }
    FloatNdArray all = NdArrays.ofFloats(drawn.shape().tail().prepend(labels.size()));
    for (int i = 0; i < labels.size(); i++) {
      drawn.get(i % latents).copyTo(all.get(i));
    }
    return all;
  }
}
