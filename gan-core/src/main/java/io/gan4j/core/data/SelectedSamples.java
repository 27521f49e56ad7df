package io.gan4j.core.data;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Some of a data set's samples. */
record SelectedSamples(Dataset dataset, DataSelection selection) implements Dataset {
  private static final int CHUNK = 256;

  /** The class of every sample. */
  static int[] labels(Dataset dataset) {
    int size = Math.toIntExact(dataset.size().orElseThrow());
    int[] labels = new int[size];
    for (int first = 0; first < size; first += CHUNK) {
      int count = Math.min(CHUNK, size - first);
      long[] indices = new long[count];
      for (int i = 0; i < count; i++) {
        indices[i] = first + (long) i;
      }
      Batch batch = new Batch(dataset.space(), count);
      dataset.read(indices, batch);
      System.arraycopy(batch.labels(), 0, labels, first, count);
    }
    return labels;
  }

  @Override
  public SampleSpace space() {
    return dataset.space();
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(selection.size());
  }

  @Override
  public Optional<LabelSpace> labels() {
    return Optional.ofNullable(selection.classes());
  }

  @Override
  public String description() {
    return String.format(Locale.ROOT, "%,d of %s", selection.size(), dataset.description());
  }

  @Override
  public long bytesHeld() {
    return dataset.bytesHeld();
  }

  @Override
  public String contentHash() {
    return Hashes.of(dataset.contentHash(), selection.identity());
  }

  @Override
  public void read(long[] indices, Batch into) {
    long[] there = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= selection.size()) {
        throw new IndexOutOfBoundsException("sample " + indices[i] + " of " + selection.size());
      }
      there[i] = selection.index(indices[i]);
    }
    dataset.read(there, into);
    for (int i = 0; i < indices.length; i++) {
      into.labels()[i] = selection.label(into.labels()[i]);
    }
  }

  @Override
  public Dataset adaptTo(SampleSpace other) {
    return new SelectedSamples(dataset.adaptTo(other), selection);
  }

  @Override
  public void close() {
    dataset.close();
  }
}
