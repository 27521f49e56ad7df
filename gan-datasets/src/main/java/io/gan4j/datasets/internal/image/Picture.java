package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.data.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decoded picture with the levels that its file has: bytes, or numbers of more than 8 bits. */
public final class Picture {
  private final Form form;
  private final byte @Nullable [] bytes;
  private final float[] numbers;
  private final float full;

  private Picture(Form form, byte @Nullable [] bytes, float[] numbers, float full) {
    this.form = form;
    this.bytes = bytes;
    this.numbers = numbers;
    this.full = full;
  }

  /** A picture of 8 bits. */
  public static Picture ofBytes(Form form, byte[] bytes) {
    return new Picture(form, bytes, new float[0], 255);
  }

  /**
   * @param full the level that stands for white; not finite if the format knows none
   */
  static Picture ofNumbers(Form form, float[] numbers, float full) {
    return new Picture(form, null, numbers, full);
  }

  /** Its size and channels. */
  public Form form() {
    return form;
  }

  /** The range that the format itself gives a deep picture's levels; null if it gives none. */
  public @Nullable Range full() {
    return Float.isFinite(full) ? new Range(0, full) : null;
  }

  /** Whether its levels are more than bytes hold. */
  public boolean deep() {
    return bytes == null;
  }

  /** The levels of a deep picture, row by row. */
  public float[] numbers() {
    return numbers;
  }

  /** The picture as it was seen. */
  Picture upright(Orientation orientation) {
    if (orientation.value() == 1) {
      return this;
    }
    byte[] turnedBytes = bytes == null ? null : new byte[bytes.length];
    float[] turnedNumbers = new float[numbers.length];
    if (bytes == null || turnedBytes == null) {
      orientation.copyUpright(form, numbers, turnedNumbers);
    } else {
      orientation.copyUpright(form, bytes, turnedBytes);
    }
    return new Picture(orientation.upright(form), turnedBytes, turnedNumbers, full);
  }

  /** What is taken of it. */
  Picture half(Half half) throws BadImageException {
    Form part = half.of(form);
    if (part.equals(form)) {
      return this;
    }
    int first = half.first(part.width()) * form.channels();
    byte[] partBytes = bytes == null ? null : new byte[bytes.length / 2];
    float[] partNumbers = new float[numbers.length / 2];
    copyColumns(
        bytes == null ? numbers : bytes, partBytes == null ? partNumbers : partBytes, part, first);
    return new Picture(part, partBytes, partNumbers, full);
  }

  /**
   * Copies the rows of a half.
   *
   * @param first the first value of each row that is copied
   */
  private static void copyColumns(Object from, Object to, Form part, int first) {
    int width = part.width() * part.channels();
    for (int y = 0; y < part.height(); y++) {
      System.arraycopy(from, 2 * y * width + first, to, y * width, width);
    }
  }

  /**
   * The picture on a larger canvas, which is see-through around it.
   *
   * @param canvas without channels of its own
   */
  Picture on(Form canvas, int left, int top) {
    if (bytes == null || (canvas.height() == form.height() && canvas.width() == form.width())) {
      return this;
    }
    int stored = form.channels();
    int channels = stored % 2 == 0 ? stored : stored + 1;
    byte[] pixels = new byte[canvas.height() * canvas.width() * channels];
    for (int y = 0; y < form.height(); y++) {
      for (int x = 0; x < form.width(); x++) {
        int to = ((top + y) * canvas.width() + left + x) * channels;
        System.arraycopy(bytes, (y * form.width() + x) * stored, pixels, to, stored);
        if (channels > stored) {
          pixels[to + stored] = (byte) 255;
        }
      }
    }
    return ofBytes(new Form(canvas.height(), canvas.width(), channels), pixels);
  }

  /**
   * The picture in bytes: of a deep one the nearest of 256 levels.
   *
   * @param levels the levels that become 0 and 255, of a deep picture: one range for all channels
   *     or one for each; empty for the format's own
   */
  public Image image(List<Range> levels) throws BadImageException {
    byte[] pixels = bytes;
    if (pixels == null) {
      Range[] ranges = ranges(levels);
      pixels = new byte[numbers.length];
      for (int i = 0; i < pixels.length; i++) {
        Range range = ranges[i % ranges.length];
        double scale = 255 / (range.high() - range.low());
        long level = Math.round((numbers[i] - range.low()) * scale);
        pixels[i] = (byte) Math.max(0, Math.min(255, level));
      }
    }
    return new Image(form.height(), form.width(), form.channels(), pixels);
  }

  /**
   * The picture's values from 0 to 1, as exact as floats are.
   *
   * @param levels the levels that become 0 and 1, as {@link #image} has them
   */
  public float[] floats(List<Range> levels) throws BadImageException {
    float[] values = bytes == null ? numbers.clone() : new float[bytes.length];
    if (bytes != null) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (bytes[i] & 0xFF) / 255f;
      }
      return values;
    }
    Range[] ranges = ranges(levels);
    for (int i = 0; i < values.length; i++) {
      Range range = ranges[i % ranges.length];
      double value = (values[i] - range.low()) / (range.high() - range.low());
      values[i] = (float) Math.max(0, Math.min(1, value));
    }
    return values;
  }

  /** One range for all channels, or one for each. */
  private Range[] ranges(List<Range> levels) throws BadImageException {
    if (levels.size() > 1 && levels.size() != form.channels()) {
      throw new BadImageException(
          "it has "
              + form.channels()
              + " channels, and levels are given for "
              + levels.size()
              + " (levels.channels)");
    }
    if (levels.isEmpty() && !Float.isFinite(full)) {
      throw new BadImageException(
          "its levels have no range of their own; give it (levels: {low: 0, high: 1}), or let it be"
              + " found (levels: {ends: found})");
    }
    return levels.isEmpty() ? new Range[] {new Range(0, full)} : levels.toArray(Range[]::new);
  }

  @Override
  public String toString() {
    return form + (deep() ? " of more than 8 bits" : "");
  }
}
