package io.gan4j.api.data;

import java.util.Optional;

/**
 * Images as they are stored, each with a size of its own, with random access. Preprocessing gives
 * them one shape and makes a {@link Dataset} of them. Safe for use by several threads. Who opens
 * closes.
 */
public interface ImageSource extends AutoCloseable {

  /**
   * What is known of an image without its pixels.
   *
   * @param height rows
   * @param width columns
   * @param channels 1 (grey), 2 (grey and alpha), 3 (RGB) or 4 (RGBA)
   */
  record Form(int height, int width, int channels) {
    @Override
    public String toString() {
      return width + "x" + height + "x" + channels;
    }
  }

  /** How many images there are. */
  long size();

  /** The classes; empty if the images carry no labels. */
  default Optional<LabelSpace> labels() {
    return Optional.empty();
  }

  /** An image's class; 0 where there are none. */
  default int label(long index) {
    return 0;
  }

  /** An image's file, below what was named as the source; empty where images are no files. */
  default Optional<String> file(long index) {
    return Optional.empty();
  }

  /** The named vectors of the images, as {@link Dataset#vectors} has them; empty if none. */
  default Optional<Dataset> vectors() {
    return Optional.empty();
  }

  /** One line for people: what and how much, without sizes. */
  String description();

  /** SHA-256 (hex) over everything that determines the images and labels at every index. */
  String contentHash();

  /**
   * Size and channels of the image that {@link #image} gives.
   *
   * @throws io.gan4j.api.DataException if it cannot be read; names it
   */
  Form form(long index);

  /**
   * Decodes an image.
   *
   * @throws io.gan4j.api.DataException if it cannot be read; names it
   */
  Image image(long index);

  @Override
  void close();
}
