package io.gan4j.datasets.fuzz;

import io.gan4j.datasets.internal.image.BadImageException;
import io.gan4j.datasets.internal.image.ImageDecoder;

/** Any bytes are an image or are refused as a broken one. */
public final class ImageFuzz {
  private static final ImageDecoder DECODER = new ImageDecoder(1_000_000);

  private ImageFuzz() {}

  /** Decodes, twice over: form and pixels agree. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    try {
      var image = DECODER.image(bytes);
      var form = DECODER.form(bytes);
      if (form.height() != image.height()
          || form.width() != image.width()
          || form.channels() != image.channels()) {
        throw new AssertionError("told " + form + ", decoded " + image);
      }
    } catch (BadImageException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new AssertionError("refused without a reason", e);
      }
    }
  }
}
