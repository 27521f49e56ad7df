package io.gan4j.core.data;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Some of a data set's samples. */
record SelectedSamples(Dataset dataset, DataSelection selection) implements Dataset {
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
  public Optional<Dataset> vectors() {
    return dataset.vectors().map(vectors -> new SelectedSamples(vectors, selection));
  }

  @Override
  public String description() {
    return selection.description(dataset.description());
  }

  @Override
  public List<String> notes() {
    return dataset.notes();
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
    dataset.read(there(indices), into);
    selectLabels(into);
  }

  @Override
  public void read(long[] indices, long[] epochs, Batch into) {
    dataset.read(there(indices), epochs, into);
    selectLabels(into);
  }

  private long[] there(long[] indices) {
    long[] there = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= selection.size()) {
        throw new IndexOutOfBoundsException("sample " + indices[i] + " of " + selection.size());
      }
      there[i] = selection.index(indices[i]);
    }
    return there;
  }

  private void selectLabels(Batch into) {
    for (int i = 0; i < into.size(); i++) {
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
