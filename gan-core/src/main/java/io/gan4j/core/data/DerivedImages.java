package io.gan4j.core.data;

import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.SourceConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Sources that are made of the images of another data set as they are read from it: sample i of
 * sample i, as the same epoch shows it.
 */
final class DerivedImages implements Dataset {
  private final Dataset images;
  private final Derivation derivation;
  private final long seed;
  private final RandomKey key;
  private final SampleSpace space;
  private final boolean closes;

  private DerivedImages(Dataset images, Derivation derivation, long seed, boolean closes) {
    this.closes = closes;
    this.images = images;
    this.derivation = derivation;
    this.seed = seed;
    this.key = RandomKey.of(seed).split("source");
    Form made = derivation.made();
    this.space = SampleSpace.images(made.height(), made.width(), made.channels());
  }

  /**
   * What a configuration makes of its images.
   *
   * @param closes whether they are closed with these; otherwise they stay the caller's to close
   * @throws InvalidValueException if nothing can be made of them
   */
  static Dataset of(Dataset images, DataConfig data, long seed, boolean closes) {
    SourceConfig source = Objects.requireNonNull(data.source());
    if (!DatasetImages.possible(images)) {
      throw new InvalidValueException(
          "source",
          "is made of 8-bit images, and the samples are none"
              + (data.normalize().isEmpty() ? "" : " once they are normalised")
              + ": "
              + images.description());
    }
    try {
      return new DerivedImages(
          images, new Derivation(source, form(images), data.background()), seed, closes);
    } catch (InvalidValueException e) {
      throw new InvalidValueException("source." + e.parameter(), e.problem());
    }
  }

  private static Form form(Dataset images) {
    Shape shape = images.space().shape();
    return new Form(
        Math.toIntExact(shape.get(0)),
        Math.toIntExact(shape.get(1)),
        Math.toIntExact(shape.get(2)));
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  @Override
  public OptionalLong size() {
    return images.size();
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "sources %dx%dx%d made of %s",
        space.shape().get(0),
        space.shape().get(1),
        space.shape().get(2),
        images.description());
  }

  @Override
  public String contentHash() {
    return Hashes.of(images.contentHash(), derivation.source(), derivation.background(), seed);
  }

  @Override
  public void read(long[] indices, Batch into) {
    Batch whole = new Batch(images.space(), into.size());
    images.read(indices, whole);
    derive(whole, indices, null, into);
  }

  @Override
  public void read(long[] indices, long[] epochs, Batch into) {
    Batch whole = new Batch(images.space(), into.size());
    images.read(indices, epochs, whole);
    derive(whole, indices, epochs, into);
  }

  private void derive(Batch whole, long[] indices, long @Nullable [] epochs, Batch into) {
    Form form = derivation.image();
    int width = images.space().valuesPerSample();
    int made = space.valuesPerSample();
    for (int i = 0; i < indices.length; i++) {
      Image image =
          new Image(
              form.height(),
              form.width(),
              form.channels(),
              Arrays.copyOfRange(whole.bytes(), i * width, (i + 1) * width));
      RandomKey draws = epochs == null ? null : key.split(epochs[i]).split(indices[i]);
      System.arraycopy(derivation.apply(image, draws).pixels(), 0, into.bytes(), i * made, made);
    }
  }

  @Override
  public void close() {
    if (closes) {
      images.close();
    }
  }
}
