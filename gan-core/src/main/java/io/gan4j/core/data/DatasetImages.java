package io.gan4j.core.data;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** A data set of 8-bit images of one shape, as the source of images that it is. */
final class DatasetImages implements ImageSource {
  private final Dataset dataset;
  private final Form form;

  /**
   * @param dataset of a known size, whose samples are 8-bit images
   */
  DatasetImages(Dataset dataset) {
    this.dataset = dataset;
    Shape shape = dataset.space().shape();
    this.form =
        new Form(
            Math.toIntExact(shape.get(0)),
            Math.toIntExact(shape.get(1)),
            Math.toIntExact(shape.get(2)));
  }

  static boolean possible(Dataset dataset) {
    SampleSpace space = dataset.space();
    return space.element() == SampleSpace.Element.UINT8
        && space.isImage()
        && dataset.size().isPresent();
  }

  @Override
  public long size() {
    return dataset.size().orElseThrow();
  }

  @Override
  public Optional<LabelSpace> labels() {
    return dataset.labels();
  }

  @Override
  public int label(long index) {
    return sample(index).labels()[0];
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
  public String contentHash() {
    return dataset.contentHash();
  }

  @Override
  public Form form(long index) {
    return form;
  }

  @Override
  public Image image(long index) {
    return new Image(form.height(), form.width(), form.channels(), sample(index).bytes());
  }

  private Batch sample(long index) {
    Batch one = new Batch(dataset.space(), 1);
    dataset.read(new long[] {index}, one);
    return one;
  }

  @Override
  public void close() {
    dataset.close();
  }
}
