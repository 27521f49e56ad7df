package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * PBM, PGM, PPM and PAM, plain and raw, of any largest level from 1 to 65535. A level's brightness
 * is its share of that: up to 255 it goes to the nearest byte, above the picture is a deep one.
 */
final class PnmFile {
  private static final int MOST = 65_535;
  private static final int LONGEST_WORD = 64;

  private final byte[] bytes;
  private int at = 2;
  private int height;
  private int width;
  private int channels = 1;
  private int maxval = 1;
  private final boolean plain;
  private final boolean bits;

  private PnmFile(byte[] bytes) throws BadImageException {
    this.bytes = bytes;
    char kind = (char) bytes[1];
    plain = kind <= '3';
    bits = kind == '1' || kind == '4';
    if (kind == '7') {
      pam();
    } else {
      width = number("width");
      height = number("height");
      if (!bits) {
        maxval = number("largest level");
      }
      channels = kind == '3' || kind == '6' ? 3 : 1;
      if (!plain) {
        at++; // a single blank
      }
    }
    if (maxval < 1 || maxval > MOST) {
      throw new BadImageException("its largest level is " + maxval + "; accepted: 1 to " + MOST);
    }
  }

  /** Reads a header. */
  static PnmFile of(byte[] bytes) throws BadImageException {
    return new PnmFile(bytes);
  }

  /** Size and channels; sizes may be 0 or too large. */
  Form form() {
    return new Form(height, width, channels);
  }

  /** Whether it has more levels than a byte holds. */
  boolean deep() {
    return maxval > 255;
  }

  /** The lines of a PAM's header, each a word and its value. */
  private void pam() throws BadImageException {
    String kind = "";
    while (true) {
      String word = word();
      switch (word) {
        case "WIDTH" -> width = number("width");
        case "HEIGHT" -> height = number("height");
        case "DEPTH" -> channels = number("depth");
        case "MAXVAL" -> maxval = number("largest level");
        case "TUPLTYPE" -> kind = word();
        case "ENDHDR" -> {
          while (at < bytes.length && bytes[at] != '\n') {
            at++;
          }
          at++;
          requireKnown(kind);
          return;
        }
        default -> throw new BadImageException("its header has the word '" + printable(word) + "'");
      }
    }
  }

  private void requireKnown(String kind) throws BadImageException {
    int depth =
        switch (kind.toUpperCase(Locale.ROOT)) {
          case "BLACKANDWHITE", "GRAYSCALE" -> 1;
          case "BLACKANDWHITE_ALPHA", "GRAYSCALE_ALPHA" -> 2;
          case "RGB" -> 3;
          case "RGB_ALPHA" -> 4;
          case "" -> channels;
          default ->
              throw new BadImageException(
                  "its tuples are '"
                      + printable(kind)
                      + "'; accepted: BLACKANDWHITE, GRAYSCALE and RGB, each with _ALPHA or not");
        };
    if (depth != channels || channels < 1 || channels > 4) {
      throw new BadImageException(
          "it has " + channels + " channels" + (kind.isEmpty() ? "" : " of tuples " + kind));
    }
  }

  /**
   * Decodes it.
   *
   * @throws BadImageException if it is cut off, holds a level above the largest, or goes on with
   *     another picture
   */
  Picture picture() throws BadImageException {
    int count = Math.multiplyExact(Math.multiplyExact(height, width), channels);
    requireRoom();
    byte[] levels = deep() ? new byte[0] : new byte[count];
    float[] numbers = deep() ? new float[count] : new float[0];
    for (int i = 0; i < count; i++) {
      int level = bits ? bit(i) : level();
      if (level > maxval) {
        throw new BadImageException("it has the level " + level + ", above its largest, " + maxval);
      }
      if (deep()) {
        numbers[i] = level;
      } else {
        levels[i] = (byte) ((level * 255 + maxval / 2) / maxval);
      }
    }
    requireLast();
    return deep() ? Picture.ofNumbers(form(), numbers, maxval) : Picture.ofBytes(form(), levels);
  }

  /** Before memory is taken. */
  private void requireRoom() throws BadImageException {
    long values = (long) height * width * channels;
    long least =
        plain ? values : bits ? (width + 7L) / 8 * height : values * (maxval > 255 ? 2 : 1);
    if (least > bytes.length - at) {
      throw new BadImageException("it is cut off");
    }
  }

  /** A black pixel is 1. */
  private int bit(int pixel) throws BadImageException {
    if (!plain) {
      int column = pixel % width;
      int stored = bytes[at + pixel / width * ((width + 7) / 8) + column / 8];
      return 1 - (stored >> (7 - column % 8) & 1);
    }
    skipBlanks();
    int digit = next() - '0';
    if (digit != 0 && digit != 1) {
      throw new BadImageException("it has something else than 0 and 1 at byte " + (at - 1));
    }
    return 1 - digit;
  }

  private int level() throws BadImageException {
    if (plain) {
      return number("level");
    }
    int level = next();
    return maxval > 255 ? level << 8 | next() : level;
  }

  /** Some programs leave a few bytes behind the end; a second picture is no such thing. */
  private void requireLast() throws BadImageException {
    if (bits && !plain) {
      at += (width + 7) / 8 * height;
    }
    int end = at;
    while (end < bytes.length && isBlank(bytes[end])) {
      end++;
    }
    if (end + 2 < bytes.length
        && bytes[end] == 'P'
        && bytes[end + 1] == bytes[1]
        && isBlank(bytes[end + 2])) {
      throw new BadImageException("it holds several pictures");
    }
  }

  private int number(String what) throws BadImageException {
    String word = word();
    if (!word.matches("\\d{1,9}")) {
      throw new BadImageException("its " + what + " is '" + printable(word) + "'");
    }
    return Integer.parseInt(word);
  }

  /** The next word, behind blanks and comments. */
  private String word() throws BadImageException {
    skipBlanks();
    int start = at;
    while (at < bytes.length && !isBlank(bytes[at]) && at - start < LONGEST_WORD) {
      at++;
    }
    if (at == start) {
      throw new BadImageException("it is cut off");
    }
    return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
  }

  private void skipBlanks() {
    while (at < bytes.length && (isBlank(bytes[at]) || bytes[at] == '#')) {
      boolean comment = bytes[at] == '#';
      at++;
      while (comment && at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
      }
    }
  }

  private int next() throws BadImageException {
    if (at >= bytes.length) {
      throw new BadImageException("it is cut off");
    }
    return bytes[at++] & 0xFF;
  }

  private static boolean isBlank(byte value) {
    return value == ' ' || (value >= 9 && value <= 13);
  }

  private static String printable(String word) {
    return word.replaceAll("[^ -~]", "?");
  }
}
