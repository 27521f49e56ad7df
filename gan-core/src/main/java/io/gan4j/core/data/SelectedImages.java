package io.gan4j.core.data;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.LabelSpace;
import java.util.Optional;

/** Some of a source's images. */
record SelectedImages(ImageSource source, DataSelection selection) implements ImageSource {

  @Override
  public long size() {
    return selection.size();
  }

  @Override
  public Optional<LabelSpace> labels() {
    return Optional.ofNullable(selection.classes());
  }

  @Override
  public int label(long index) {
    return selection.label(source.label(selection.index(index)));
  }

  @Override
  public Optional<Dataset> vectors() {
    return source.vectors().map(vectors -> new SelectedSamples(vectors, selection));
  }

  @Override
  public String description() {
    return selection.description(source.description());
  }

  @Override
  public String contentHash() {
    return Hashes.of(source.contentHash(), selection.identity());
  }

  @Override
  public Form form(long index) {
    return source.form(selection.index(index));
  }

  @Override
  public Image image(long index) {
    return source.image(selection.index(index));
  }

  @Override
  public void close() {
    source.close();
  }
}
