package io.gan4j.core.data;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The classes of all samples of a data set, for which each of them is read once. */
public final class ClassLabels {
  private static final int CHUNK = 256;

  private ClassLabels() {}

  /** The class of every sample. */
  public static int[] of(Dataset dataset) {
    int size = Math.toIntExact(dataset.size().orElseThrow());
    int[] labels = new int[size];
    for (int first = 0; first < size; first += CHUNK) {
      int count = Math.min(CHUNK, size - first);
      Batch batch = new Batch(dataset.space(), count);
      dataset.read(LongStream.range(first, (long) first + count).toArray(), batch);
      System.arraycopy(batch.labels(), 0, labels, first, count);
    }
    return labels;
  }

  /** The share of each class, in label order. */
  public static List<Double> shares(Dataset dataset) {
    int[] labels = of(dataset);
    double[] shares = new double[dataset.labels().orElseThrow().count()];
    for (int label : labels) {
      shares[label] += 1.0 / labels.length;
    }
    return new ArrayList<>(Arrays.stream(shares).boxed().toList());
  }
}
