package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The stored levels of a decoded picture: grey and RGB as they are in the file, without colour
 * management; palettes looked up; ink by its own formula; other colours (Lab) through their colour
 * space to sRGB.
 */
final class Pixels {
  private Pixels() {}

  /** Channels that {@link #of} gives for pictures of a colour model: 1 to 4. */
  static int channels(ColorModel model) {
    int alpha = model.hasAlpha() ? 1 : 0;
    if (model instanceof IndexColorModel palette) {
      return (isGrey(palette) ? 1 : 3) + alpha;
    }
    return (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY ? 1 : 3) + alpha;
  }

  /** Whether {@link #of} gives more than bytes for pictures of a colour model. */
  static boolean deep(ColorModel model) {
    return isDirect(model) && model.getTransferType() != DataBuffer.TYPE_BYTE;
  }

  static Picture of(BufferedImage picture) throws BadImageException {
    ColorModel model = picture.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return lookedUp(picture.getRaster(), palette, channels(model));
    }
    if (model.getColorSpace().getType() == ColorSpace.TYPE_CMYK
        && model instanceof ComponentColorModel) {
      return Inks.ofRaster(picture.getRaster(), model);
    }
    return isDirect(model)
        ? stored(picture.getRaster(), model)
        : converted(picture, channels(model));
  }

  private static boolean isDirect(ColorModel model) {
    if (!(model instanceof ComponentColorModel) || model.isAlphaPremultiplied()) {
      return false;
    }
    int type = model.getColorSpace().getType();
    return type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB;
  }

  private static Form form(Raster raster, int channels) {
    return new Form(raster.getHeight(), raster.getWidth(), channels);
  }

  private static int values(Form form) {
    return Math.multiplyExact(Math.multiplyExact(form.height(), form.width()), form.channels());
  }

  private static Picture stored(Raster raster, ColorModel model) throws BadImageException {
    int channels = raster.getNumBands();
    if (channels > 4 || channels != channels(model)) {
      throw new BadImageException("it has " + channels + " channels; accepted: 1 to 4");
    }
    Form form = form(raster, channels);
    if (deep(model)) {
      return deep(raster, model, form);
    }
    if (model.getComponentSize(0) != 8) {
      throw new BadImageException(
          "its channels have " + model.getComponentSize(0) + " bits in bytes; accepted: 8");
    }
    byte[] pixels = new byte[values(form)];
    raster.getDataElements(0, 0, form.width(), form.height(), pixels);
    return Picture.ofBytes(form, pixels);
  }

  /** Whole numbers without a sign have a largest one, which is white; no others have. */
  private static Picture deep(Raster raster, ColorModel model, Form form) {
    int transfer = model.getTransferType();
    boolean whole = transfer == DataBuffer.TYPE_USHORT || transfer == DataBuffer.TYPE_INT;
    int bits = model.getComponentSize(0);
    float[] numbers = raster.getPixels(0, 0, form.width(), form.height(), new float[values(form)]);
    if (transfer == DataBuffer.TYPE_INT) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] += numbers[i] < 0 ? 0x1p32f : 0;
      }
    }
    return Picture.ofNumbers(
        form, numbers, whole ? (float) (Math.scalb(1.0, bits) - 1) : Float.NaN);
  }

  private static Picture lookedUp(Raster raster, IndexColorModel palette, int channels) {
    Form form = form(raster, channels);
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    byte[] pixels = new byte[values(form)];
    int[] row = new int[form.width()];
    for (int y = 0; y < form.height(); y++) {
      raster.getSamples(0, y, form.width(), 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        // An index beyond the palette is black, as decoders agree.
        int colour = row[x] < colours.length ? colours[row[x]] : 0xFF000000;
        put(colour, pixels, (y * row.length + x) * channels, channels);
      }
    }
    return Picture.ofBytes(form, pixels);
  }

  private static Picture converted(BufferedImage picture, int channels) {
    Form form = form(picture.getRaster(), channels);
    byte[] pixels = new byte[values(form)];
    int[] row = new int[form.width()];
    for (int y = 0; y < form.height(); y++) {
      picture.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        put(row[x], pixels, (y * row.length + x) * channels, channels);
      }
    }
    return Picture.ofBytes(form, pixels);
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
