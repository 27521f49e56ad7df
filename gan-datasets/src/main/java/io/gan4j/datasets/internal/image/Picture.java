package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.data.Range;
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

  static Picture ofBytes(Form form, byte[] bytes) {
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
   * @param levels the levels that become 0 and 255, of a deep picture; null for the format's own
   */
  public Image image(@Nullable Range levels) throws BadImageException {
    byte[] pixels = bytes;
    if (pixels == null) {
      double low = low(levels);
      double scale = 255 / (high(levels) - low);
      pixels = new byte[numbers.length];
      for (int i = 0; i < pixels.length; i++) {
        long level = Math.round((numbers[i] - low) * scale);
        pixels[i] = (byte) Math.max(0, Math.min(255, level));
      }
    }
    return new Image(form.height(), form.width(), form.channels(), pixels);
  }

  /**
   * The picture's values from 0 to 1, as exact as floats are.
   *
   * @param levels the levels that become 0 and 1, of a deep picture; null for the format's own
   */
  public float[] floats(@Nullable Range levels) throws BadImageException {
    float[] values = bytes == null ? numbers.clone() : new float[bytes.length];
    if (bytes != null) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (bytes[i] & 0xFF) / 255f;
      }
      return values;
    }
    double low = low(levels);
    double range = high(levels) - low;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.max(0, Math.min(1, (values[i] - low) / range));
    }
    return values;
  }

  private static double low(@Nullable Range levels) {
    return levels == null ? 0 : levels.low();
  }

  private double high(@Nullable Range levels) throws BadImageException {
    if (levels == null && !Float.isFinite(full)) {
      throw new BadImageException(
          "its levels have no range of their own; give it (levels: {low: 0, high: 1}), or let it be"
              + " found (levels: {ends: found})");
    }
    return levels == null ? full : levels.high();
  }

  @Override
  public String toString() {
    return form + (deep() ? " of more than 8 bits" : "");
  }
}
