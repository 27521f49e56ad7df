package io.gan4j.core.run;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import org.jspecify.annotations.Nullable;

/**
 * The mean of all samples, or of the first 10,000 of a generated distribution; computed when first
 * asked for.
 */
final class MeanSample implements DataStatistics {
  private static final long GENERATED = 10_000;
  private static final int CHUNK = 100;

  private final Dataset dataset;
  private final SampleSpace space;
  private double @Nullable [] mean;

  MeanSample(Dataset dataset, SampleSpace space) {
    this.dataset = dataset;
    this.space = space;
  }

  @Override
  public synchronized double[] mean() {
    if (mean == null) {
      mean = compute();
    }
    return mean.clone();
  }

  private double[] compute() {
    long size = dataset.size().orElse(GENERATED);
    int values = space.valuesPerSample();
    double[] sum = new double[values];
    for (long first = 0; first < size; ) {
      int count = (int) Math.min(CHUNK, size - first);
      Batch batch = new Batch(space, count);
      long[] indices = new long[count];
      for (int i = 0; i < count; i++) {
        indices[i] = first + i;
      }
      dataset.read(indices, batch);
      float[] decoded = batch.decoded();
      for (int i = 0; i < decoded.length; i++) {
        sum[i % values] += decoded[i];
      }
      first += count;
    }
    for (int i = 0; i < values; i++) {
      sum[i] /= size;
    }
    return sum;
  }
}
