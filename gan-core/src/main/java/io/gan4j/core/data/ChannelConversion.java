package io.gan4j.core.data;

import io.gan4j.api.data.Image;

/** Gives images another number of channels. */
final class ChannelConversion {
  private ChannelConversion() {}

  /**
   * An image with 1, 3 or 4 channels.
   *
   * @param background level behind a see-through image that loses its alpha
   */
  static Image convert(Image image, int channels, int background) {
    if (image.channels() == channels) {
      return image;
    }
    int from = image.channels();
    byte[] pixels = image.pixels();
    int count = image.height() * image.width();
    byte[] converted = new byte[Math.multiplyExact(count, channels)];
    boolean colour = from >= 3;
    boolean seeThrough = from % 2 == 0;
    for (int i = 0; i < count; i++) {
      int at = i * from;
      int red = pixels[at] & 0xFF;
      int green = colour ? pixels[at + 1] & 0xFF : red;
      int blue = colour ? pixels[at + 2] & 0xFF : red;
      int alpha = seeThrough ? pixels[at + from - 1] & 0xFF : 255;
      int to = i * channels;
      if (channels == 4) {
        converted[to + 3] = (byte) alpha;
      } else {
        red = over(red, background, alpha);
        green = over(green, background, alpha);
        blue = over(blue, background, alpha);
      }
      if (channels == 1) {
        converted[to] = (byte) (colour ? luma(red, green, blue) : red);
      } else {
        converted[to] = (byte) red;
        converted[to + 1] = (byte) green;
        converted[to + 2] = (byte) blue;
      }
    }
    return new Image(image.height(), image.width(), channels, converted);
  }

  private static int over(int value, int background, int alpha) {
    return (value * alpha + background * (255 - alpha) + 127) / 255;
  }

  /** ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B, rounded. */
  private static int luma(int red, int green, int blue) {
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }
}
