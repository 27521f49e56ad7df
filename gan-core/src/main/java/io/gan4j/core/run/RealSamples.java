package io.gan4j.core.run;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/**
 * So many real samples from all over the data, which may be sorted; all there are if there are
 * fewer. Reading them disturbs nothing, for the order of the data has no state.
 *
 * @param space what a sample is, in the range the networks see
 */
record RealSamples(Dataset dataset, SampleSpace space) implements IntFunction<Batch> {
  @Override
  public Batch apply(int wanted) {
    long size = dataset.size().orElse(wanted);
    int count = (int) Math.min(wanted, size);
    Batch batch = new Batch(space, count);
    dataset.read(LongStream.range(0, count).map(i -> i * size / count).toArray(), batch);
    return batch;
  }
}
