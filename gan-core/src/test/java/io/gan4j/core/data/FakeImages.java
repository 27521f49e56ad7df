package io.gan4j.core.data;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.LabelSpace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Colour images of a size, in which the pixel at (y, x) of image i has the levels i, y and x; class
 * i modulo 3. Counts how often each is decoded.
 */
record FakeImages(int count, int height, int width, AtomicIntegerArray decoded)
    implements DatasetReader {

  FakeImages(int count, int height, int width) {
    this(count, height, width, new AtomicIntegerArray(count));
  }

  @Override
  public Dataset open() {
    throw new AssertionError("preprocessing starts from the images");
  }

  @Override
  public Optional<ImageSource> openImages() {
    return Optional.of(new Source(this));
  }

  private record Source(FakeImages of) implements ImageSource {
    @Override
    public long size() {
      return of.count;
    }

    @Override
    public Optional<LabelSpace> labels() {
      return Optional.of(new LabelSpace(List.of("cat", "dog", "cow")));
    }

    @Override
    public int label(long index) {
      return (int) (index % 3);
    }

    @Override
    public String description() {
      return "fakes";
    }

    @Override
    public String contentHash() {
      return "hash of " + of.count;
    }

    @Override
    public Form form(long index) {
      return new Form(of.height, of.width, 3);
    }

    @Override
    public Image image(long index) {
      of.decoded.incrementAndGet((int) index);
      byte[] pixels = new byte[of.height * of.width * 3];
      for (int i = 0; i < of.height * of.width; i++) {
        pixels[3 * i] = (byte) index;
        pixels[3 * i + 1] = (byte) (i / of.width);
        pixels[3 * i + 2] = (byte) (i % of.width);
      }
      return new Image(of.height, of.width, 3, pixels);
    }

    @Override
    public void close() {}
  }
}
