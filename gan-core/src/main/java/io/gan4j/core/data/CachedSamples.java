package io.gan4j.core.data;

import io.gan4j.api.config.CacheConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Samples of floats that take long to make, and are the same in every epoch: made once, and kept.
 */
final class CachedSamples implements Dataset, Prefetchable {
  private final Dataset dataset;
  private final CacheConfig cache;
  private final int count;
  private final int values;
  private final ByteStore store;
  private final int[] labels;

  /** 1 where the sample is in the store. Set after the bytes are written, read before they are. */
  private final AtomicIntegerArray kept;

  /**
   * @param dataset of a known size; closed with this
   */
  CachedSamples(Dataset dataset, CacheConfig cache) {
    this.dataset = dataset;
    this.cache = cache;
    this.count = Math.toIntExact(dataset.size().orElseThrow());
    this.values = dataset.space().valuesPerSample();
    this.store = ByteStore.of(count, Float.BYTES * values, cache);
    this.labels = new int[count];
    this.kept = new AtomicIntegerArray(count);
  }

  /** What makes them. */
  Dataset made() {
    return dataset;
  }

  @Override
  public SampleSpace space() {
    return dataset.space();
  }

  @Override
  public OptionalLong size() {
    return dataset.size();
  }

  @Override
  public Optional<LabelSpace> labels() {
    return dataset.labels();
  }

  @Override
  public Optional<Dataset> vectors() {
    return dataset.vectors();
  }

  @Override
  public String description() {
    return dataset.description();
  }

  @Override
  public long bytesHeld() {
    return dataset.bytesHeld() + store.memory() + (long) Integer.BYTES * count;
  }

  @Override
  public String contentHash() {
    return dataset.contentHash();
  }

  @Override
  public void read(long[] indices, Batch into) {
    if (into.size() != indices.length || !into.space().shape().equals(space().shape())) {
      throw new IllegalArgumentException(
          "a batch of " + into.size() + " of " + into.space() + " for samples of " + space());
    }
    byte[] record = new byte[Float.BYTES * values];
    FloatBuffer floats = ByteBuffer.wrap(record).asFloatBuffer();
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= count) {
        throw new IndexOutOfBoundsException("sample " + indices[i] + " of " + count);
      }
      int index = (int) indices[i];
      keep(index);
      store.get(index, record, 0);
      floats.get(0, into.floats(), i * values, values);
      into.labels()[i] = labels[index];
    }
  }

  /** Two threads may both make the same sample: they write the same. */
  private void keep(int index) {
    if (kept.getAcquire(index) == 0) {
      Batch one = new Batch(space(), 1);
      dataset.read(new long[] {index}, one);
      ByteBuffer record = ByteBuffer.allocate(Float.BYTES * values);
      record.asFloatBuffer().put(one.floats());
      store.put(index, record.array());
      labels[index] = one.labels()[0];
      kept.setRelease(index, 1);
    }
  }

  /** Makes samples for some time, or until all are kept. */
  @Override
  public void headStart() throws InterruptedException {
    if (dataset instanceof Prefetchable early) {
      early.headStart();
    }
    Workers.share(count, cache.headStart(), this::keep);
  }

  @Override
  public void close() {
    try (dataset) {
      store.close();
    }
  }
}
