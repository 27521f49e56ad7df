package io.gan4j.datasets.internal.image;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.gan4j.api.data.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How a camera was held: the value 1 to 8 of EXIF's and TIFF's tag, and what it does to pixels. */
final class Orientation {
  static final int UPRIGHT = 1;

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int APP1 = 0xFFE1;
  private static final int START_OF_SCAN = 0xFFDA;

  private Orientation() {}

  /** The orientation that a file gives; upright if it gives none, or none that can be read. */
  static int of(ImageFormat format, byte[] bytes) {
    return switch (format) {
      case JPEG -> ofJpeg(bytes);
      case TIFF -> ofTiff(bytes, 0, bytes.length);
      case PNG, GIF, BMP, WEBP, PNM -> UPRIGHT;
    };
  }

  /** Whether rows become columns. */
  static boolean turns(int orientation) {
    return orientation >= 5;
  }

  private static int ofJpeg(byte[] bytes) {
    ByteBuffer jpeg = ByteBuffer.wrap(bytes).position(2);
    while (jpeg.remaining() >= 4) {
      int marker = jpeg.getShort() & 0xFFFF;
      int length = jpeg.getShort() & 0xFFFF;
      int start = jpeg.position();
      if (marker < 0xFF00 || marker == START_OF_SCAN || length < 2) {
        return UPRIGHT;
      }
      int end = start + length - 2;
      if (end > bytes.length) {
        return UPRIGHT;
      }
      int tiff = start + EXIF.length;
      if (marker == APP1 && tiff < end && Arrays.equals(bytes, start, tiff, EXIF, 0, EXIF.length)) {
        return ofTiff(bytes, tiff, end - tiff);
      }
      jpeg.position(end);
    }
    return UPRIGHT;
  }

  private static int ofTiff(byte[] bytes, int offset, int length) {
    try {
      Directory directory =
          new TIFFReader().read(new ByteArrayImageInputStream(bytes, offset, length));
      Entry entry = directory.getEntryById(TIFF.TAG_ORIENTATION);
      int value =
          entry != null && entry.getValue() instanceof Number number ? number.intValue() : 1;
      return value >= 1 && value <= 8 ? value : UPRIGHT;
    } catch (IOException | RuntimeException e) {
      return UPRIGHT; // a picture is worth more than its metadata
    }
  }

  /** The image as it was seen. */
  static Image upright(Image image, int orientation) {
    if (orientation == UPRIGHT) {
      return image;
    }
    int height = image.height();
    int width = image.width();
    int channels = image.channels();
    boolean turns = turns(orientation);
    int newWidth = turns ? height : width;
    byte[] pixels = new byte[image.pixels().length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean fromRight =
            orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBelow =
            orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int column = fromRight ? width - 1 - x : x;
        int row = fromBelow ? height - 1 - y : y;
        int to = turns ? column * newWidth + row : row * newWidth + column;
        System.arraycopy(
            image.pixels(), (y * width + x) * channels, pixels, to * channels, channels);
      }
    }
    return new Image(turns ? width : height, newWidth, channels, pixels);
  }
}
