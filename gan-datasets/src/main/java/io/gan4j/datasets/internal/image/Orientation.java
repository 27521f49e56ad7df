package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a camera was held: the value 1 to 8 of EXIF's and TIFF's tag, and what it does to pixels.
 *
 * @param value 1 to 8; 1 is upright
 * @param broken whether there was metadata that should say it and cannot be read
 */
record Orientation(int value, boolean broken) {
  static final Orientation UPRIGHT = new Orientation(1, false);

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int UNKNOWN = 0;

  /**
   * What a file's blocks of EXIF say: the first of them that can be read counts. A block may begin
   * with the word Exif, as it has to in a JPEG.
   */
  static Orientation of(byte[] file, List<Span> blocks) {
    boolean broken = false;
    for (Span block : blocks) {
      int start = isExif(file, block) ? block.start() + EXIF.length : block.start();
      Optional<TiffDirectory> directory = TiffDirectory.of(file, start, block.end() - start);
      if (directory.isPresent()) {
        Orientation found = of(directory.get());
        return new Orientation(found.value, broken || found.broken);
      }
      broken = true;
    }
    return new Orientation(1, broken);
  }

  /** What a directory says; upright if nothing. */
  static Orientation of(TiffDirectory directory) {
    long value = directory.orientation().orElse(1L);
    boolean valid = value >= 1 && value <= 8;
    return new Orientation(valid ? (int) value : 1, !valid && value != UNKNOWN);
  }

  /** Whether a block of a file begins with the word that EXIF has in a JPEG. */
  static boolean isExif(byte[] file, Span block) {
    int end = block.start() + EXIF.length;
    return end <= block.end() && Arrays.equals(file, block.start(), end, EXIF, 0, EXIF.length);
  }

  /** Whether rows become columns. */
  boolean turns() {
    return value >= 5;
  }

  /** The form of the upright picture. */
  Form upright(Form stored) {
    return turns()
        ? new Form(/* height= */ stored.width(), /* width= */ stored.height(), stored.channels())
        : stored;
  }

  /**
   * Copies the values of a picture as it was seen.
   *
   * @param from array of the values of the stored form
   * @param to array of the same type and length
   */
  void copyUpright(Form stored, Object from, Object to) {
    int height = stored.height();
    int width = stored.width();
    int channels = stored.channels();
    int newWidth = turns() ? height : width;
    boolean fromRight = value == 2 || value == 3 || value == 7 || value == 8;
    boolean fromBelow = value == 3 || value == 4 || value == 6 || value == 7;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = fromRight ? width - 1 - x : x;
        int row = fromBelow ? height - 1 - y : y;
        int place = turns() ? column * newWidth + row : row * newWidth + column;
        System.arraycopy(from, (y * width + x) * channels, to, place * channels, channels);
      }
    }
  }
}
