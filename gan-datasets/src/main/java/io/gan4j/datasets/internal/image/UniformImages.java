package io.gan4j.datasets.internal.image;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.datasets.internal.Reads;
import java.util.Optional;
import java.util.OptionalLong;

/** Images that have one shape already, without preprocessing: decoded each time they are read. */
public final class UniformImages implements Dataset {
  private final ImageSource source;
  private final SampleSpace space;

  /**
   * @param source closed with this, and if it is refused
   * @throws DataException if its images differ in size or channels, or have grey and alpha
   */
  public UniformImages(ImageSource source) {
    this.source = source;
    Form first = commonForm(source);
    this.space = SampleSpace.images(first.height(), first.width(), first.channels());
  }

  /**
   * The form that all images of a source have. Closes it if they differ.
   *
   * @throws DataException if they differ in size or channels, or have grey and alpha
   */
  static Form commonForm(ImageSource source) {
    Form first = source.form(0);
    for (long i = 1; i < source.size(); i++) {
      if (!source.form(i).equals(first)) {
        String message =
            source.description()
                + ": there are images of "
                + first
                + " and of "
                + source.form(i)
                + "; preprocessing (data.resize, data.channels) brings them to one shape";
        source.close();
        throw new DataException(message);
      }
    }
    if (first.channels() == 2) {
      source.close();
      throw new DataException(
          source.description() + ": grey images with alpha; set data.channels to grey or rgba");
    }
    return first;
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(source.size());
  }

  @Override
  public Optional<LabelSpace> labels() {
    return source.labels();
  }

  @Override
  public Optional<Dataset> vectors() {
    return source.vectors();
  }

  @Override
  public String description() {
    return source.description() + " of " + source.form(0);
  }

  @Override
  public String contentHash() {
    return source.contentHash();
  }

  @Override
  public void read(long[] indices, Batch into) {
    Reads.check(space, source.size(), indices, into);
    int width = space.valuesPerSample();
    for (int i = 0; i < indices.length; i++) {
      Image image = source.image(indices[i]);
      System.arraycopy(image.pixels(), 0, into.bytes(), i * width, width);
      into.labels()[i] = source.label(indices[i]);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
