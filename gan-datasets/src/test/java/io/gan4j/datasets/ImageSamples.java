package io.gan4j.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Small image files made with other programs (Pillow 9.4, netpbm 11), and their pixels as Pillow
 * decodes them: a byte each for height and width, then RGBA.
 */
public final class ImageSamples {
  private ImageSamples() {}

  /** A file's bytes. */
  public static byte[] file(String name) {
    try (InputStream in = ImageSamples.class.getResourceAsStream("images/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no sample " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its pixels. */
  public static byte[] rgba(String name) {
    return file(name + ".rgba");
  }
}
