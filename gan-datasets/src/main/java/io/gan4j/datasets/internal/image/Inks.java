package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;
import java.awt.image.ColorModel;
import java.awt.image.Raster;

/**
 * Ink to RGB, in every format by one formula and through no profile: a channel's light is what its
 * ink and black let through, (255 − ink) (255 − black) / 255, each rounded as Pillow does.
 */
final class Inks {
  private static final int INKS = 4;

  private Inks() {}

  /** The picture of a raster of cyan, magenta, yellow and black, with alpha behind them or not. */
  static Picture ofRaster(Raster raster, ColorModel model) throws BadImageException {
    int bands = raster.getNumBands();
    int alpha = bands - INKS;
    if (alpha != (model.hasAlpha() ? 1 : 0)) {
      throw new BadImageException("it has " + bands + " channels of ink; accepted: 4");
    }
    int channels = 3 + alpha;
    double scale = 255 / (Math.scalb(1.0, model.getComponentSize(0)) - 1);
    byte[] pixels = pixels(raster, channels);
    int[] row = new int[raster.getWidth() * bands];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int at = 0; at < row.length; at += bands) {
        int black = (int) Math.round(row[at + 3] * scale);
        for (int c = 0; c < 3; c++) {
          pixels[to++] = light((int) Math.round(row[at + c] * scale), black);
        }
        if (alpha > 0) {
          pixels[to++] = (byte) Math.round(row[at + INKS] * scale);
        }
      }
    }
    return Picture.ofBytes(new Form(raster.getHeight(), raster.getWidth(), channels), pixels);
  }

  /**
   * The picture of a JPEG's four components.
   *
   * @param luma whether the first three are luma and chroma of red, green and blue, which are what
   *     cyan, magenta and yellow let through
   * @param inverted whether levels of ink are stored as levels of light
   */
  static Picture ofJpeg(Raster raster, boolean luma, boolean inverted) throws BadImageException {
    if (raster.getNumBands() != INKS) {
      throw new BadImageException("it has " + raster.getNumBands() + " channels; accepted: 4");
    }
    byte[] pixels = pixels(raster, 3);
    int[] row = new int[raster.getWidth() * INKS];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int at = 0; at < row.length; at += INKS) {
        if (luma) {
          toInk(row, at);
        }
        int flip = inverted ? 255 : 0;
        for (int c = 0; c < 3; c++) {
          pixels[to++] = light(row[at + c] ^ flip, row[at + 3] ^ flip);
        }
      }
    }
    return Picture.ofBytes(new Form(raster.getHeight(), raster.getWidth(), 3), pixels);
  }

  private static byte[] pixels(Raster raster, int channels) {
    return new byte
        [Math.multiplyExact(Math.multiplyExact(raster.getHeight(), raster.getWidth()), channels)];
  }

  /** Luma and chroma of light to levels of ink, in libjpeg's whole numbers. */
  private static void toInk(int[] row, int at) {
    int y = row[at];
    int cb = row[at + 1] - 128;
    int cr = row[at + 2] - 128;
    row[at] = 255 - level(y + ((91_881 * cr + 32_768) >> 16));
    row[at + 1] = 255 - level(y + ((-22_554 * cb - 46_802 * cr + 32_768) >> 16));
    row[at + 2] = 255 - level(y + ((116_130 * cb + 32_768) >> 16));
  }

  private static int level(int value) {
    return Math.max(0, Math.min(255, value));
  }

  private static byte light(int ink, int black) {
    int rest = 255 - black;
    int product = ink * rest + 128;
    return (byte) level(rest - ((product + (product >> 8)) >> 8));
  }
}
