package io.gan4j.api.data;

import io.gan4j.api.spec.Check;

/**
 * One 8-bit image with a size of its own: {@code [height, width, channels]} in row-major order,
 * with 1 (grey), 2 (grey and alpha), 3 (RGB) or 4 (RGBA, not premultiplied) channels. The array is
 * not copied: whoever makes an image hands it over.
 */
public final class Image {
  private final int height;
  private final int width;
  private final int channels;
  private final byte[] pixels;

  /**
   * @param height rows, above 0
   * @param width columns, above 0
   * @param channels 1 to 4
   * @param pixels height × width × channels values
   */
  public Image(int height, int width, int channels, byte[] pixels) {
    this.height = Check.positive("height", height);
    this.width = Check.positive("width", width);
    Check.rule(channels >= 1 && channels <= 4, "channels", "must be 1, 2, 3 or 4", channels);
    Check.rule(
        pixels.length == (long) height * width * channels,
        "pixels",
        "must be " + (long) height * width * channels,
        pixels.length);
    this.channels = channels;
    this.pixels = pixels;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Values per pixel. */
  public int channels() {
    return channels;
  }

  /** The pixels themselves, row by row. */
  public byte[] pixels() {
    return pixels;
  }

  @Override
  public String toString() {
    return width + "x" + height + "x" + channels;
  }
}
