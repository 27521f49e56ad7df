package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.Image;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The stored levels of a decoded picture: grey and RGB as they are in the file, without colour
 * management; 16 bits to the nearest of 8; palettes looked up; other colours (CMYK, Lab) through
 * their colour space to sRGB.
 */
final class Pixels {
  private static final int DEEPEST = 16;

  private Pixels() {}

  /** Channels that {@link #of} gives for pictures of a colour model: 1 to 4. */
  static int channels(ColorModel model) {
    int alpha = model.hasAlpha() ? 1 : 0;
    if (model instanceof IndexColorModel palette) {
      return (isGrey(palette) ? 1 : 3) + alpha;
    }
    return (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY ? 1 : 3) + alpha;
  }

  static Image of(BufferedImage picture) throws BadImageException {
    ColorModel model = picture.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return lookedUp(picture.getRaster(), palette, channels(model));
    }
    int type = model.getColorSpace().getType();
    boolean direct = type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB;
    if (direct && model instanceof ComponentColorModel && !model.isAlphaPremultiplied()) {
      return stored(picture.getRaster(), model);
    }
    return converted(picture, channels(model));
  }

  private static Image stored(Raster raster, ColorModel model) throws BadImageException {
    int height = raster.getHeight();
    int width = raster.getWidth();
    int channels = raster.getNumBands();
    int transfer = model.getTransferType();
    if (channels > 4 || channels != channels(model)) {
      throw new BadImageException("it has " + channels + " channels; accepted: 1 to 4");
    }
    byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    if (transfer == DataBuffer.TYPE_BYTE && model.getComponentSize(0) == 8) {
      raster.getDataElements(0, 0, width, height, pixels);
    } else if (transfer == DataBuffer.TYPE_USHORT && model.getComponentSize(0) == DEEPEST) {
      short[] row = new short[width * channels];
      for (int y = 0; y < height; y++) {
        raster.getDataElements(0, y, width, 1, row);
        for (int i = 0; i < row.length; i++) {
          pixels[y * row.length + i] = nearest(row[i] & 0xFFFF);
        }
      }
    } else {
      throw new BadImageException(
          "its channels have "
              + model.getComponentSize(0)
              + " bits of type "
              + transfer
              + "; accepted: 1 to 8, and 16 unsigned");
    }
    return new Image(height, width, channels, pixels);
  }

  /** Level 65535 is 255: the same share of the range. */
  private static byte nearest(int deep) {
    return (byte) ((deep * 255 + 32767) / 65535);
  }

  private static Image lookedUp(Raster raster, IndexColorModel palette, int channels) {
    int height = raster.getHeight();
    int width = raster.getWidth();
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        // An index beyond the palette is black, as decoders agree.
        int colour = row[x] < colours.length ? colours[row[x]] : 0xFF000000;
        put(colour, pixels, (y * width + x) * channels, channels);
      }
    }
    return new Image(height, width, channels, pixels);
  }

  private static Image converted(BufferedImage picture, int channels) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        put(row[x], pixels, (y * width + x) * channels, channels);
      }
    }
    return new Image(height, width, channels, pixels);
  }

  private static void put(int argb, byte[] pixels, int at, int channels) {
    pixels[at] = (byte) (argb >> 16);
    if (channels >= 3) {
      pixels[at + 1] = (byte) (argb >> 8);
      pixels[at + 2] = (byte) argb;
    }
    if (channels % 2 == 0) {
      pixels[at + channels - 1] = (byte) (argb >>> 24);
    }
  }

  private static boolean isGrey(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      int colour = palette.getRGB(i);
      int blue = colour & 0xFF;
      if (((colour >> 16) & 0xFF) != blue || ((colour >> 8) & 0xFF) != blue) {
        return false;
      }
    }
    return true;
  }
}
