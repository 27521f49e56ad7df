package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.datasets.internal.IdxSamples;
import io.gan4j.datasets.internal.Source;

/**
 * The first 10,000 training digits of MNIST, embedded: {@code [28, 28, 1]}, labels 0 to 9. Enough
 * to see a GAN learn without any download; for figures that are compared with others' take the
 * whole set through {@link IdxReader}.
 */
@Doc(
    value = "The embedded first 10,000 training digits of MNIST, 28x28 grey, labelled",
    paper = "LeCun, Bottou, Bengio and Haffner 1998")
public record DigitsReader() implements DatasetReader {
  private static final String NAME = "the embedded digits";

  @Override
  public Dataset open() {
    Source images =
        Source.resource(DigitsReader.class, "digits/images-idx3-ubyte.gz", NAME + "' images");
    Source labels =
        Source.resource(DigitsReader.class, "digits/labels-idx1-ubyte.gz", NAME + "' labels");
    return new IdxSamples(images, labels).open("MNIST digits");
  }

  /** They are training digits, so {@code train} is all of them. */
  @Override
  public DatasetReader part(String name) {
    if (Part.named(name) != Part.TRAIN) {
      throw new InvalidValueException(
          "split", "must not be '" + name + "': the embedded digits are training digits");
    }
    return this;
  }
}
