package io.gan4j.report.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A word in a picture that says which run it is of: in a PNG a chunk of text before its end, in a
 * GIF a comment there. Whoever shows the picture passes over it.
 */
public final class PictureMark {
  /** Begins the text of a PNG, and the comment of a GIF; its name in a PNG ends in a NUL. */
  private static final String NAME = "gan4j run";

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** Bytes of a PNG's chunk without data: length, type and checksum. */
  private static final int CHUNK = 12;

  private static final int TEXT = 0x74455874;
  private static final byte EXTENSION = 0x21;
  private static final byte COMMENT = (byte) 0xFE;
  private static final byte TRAILER = 0x3B;

  /** Characters of a GIF's comment, which is one block. */
  private static final int LONGEST = 255;

  private PictureMark() {}

  /**
   * A picture that says it.
   *
   * @param picture a whole PNG or GIF without such a word
   * @param mark in ASCII
   */
  public static byte[] marked(byte[] picture, String mark) {
    byte[] part = isPng(picture) ? chunk(mark) : comment(mark);
    int end = picture.length - (isPng(picture) ? CHUNK : 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(picture, 0, end);
    out.writeBytes(part);
    out.write(picture, end, picture.length - end);
    return out.toByteArray();
  }

  /** What a picture says; empty if it does not. */
  public static Optional<String> of(byte[] picture) {
    return isPng(picture) ? ofPng(picture) : ofGif(picture);
  }

  private static boolean isPng(byte[] picture) {
    return picture.length > PNG.length + CHUNK
        && Arrays.equals(picture, 0, PNG.length, PNG, 0, PNG.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] chunk(String mark) {
    byte[] text = ascii(NAME + "\0" + mark);
    ByteBuffer chunk = ByteBuffer.allocate(text.length + CHUNK);
    chunk.putInt(text.length).putInt(TEXT).put(text);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), Integer.BYTES, Integer.BYTES + text.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  /** Walks over the chunks. */
  private static Optional<String> ofPng(byte[] picture) {
    ByteBuffer chunks = ByteBuffer.wrap(picture, PNG.length, picture.length - PNG.length);
    byte[] name = ascii(NAME + "\0");
    while (chunks.remaining() >= CHUNK) {
      int size = chunks.getInt();
      int type = chunks.getInt();
      if (size < 0 || size > chunks.remaining() - Integer.BYTES) {
        return Optional.empty();
      }
      byte[] data = new byte[type == TEXT ? size : 0];
      chunks.slice().get(data);
      chunks.position(chunks.position() + size + Integer.BYTES);
      if (data.length >= name.length && Arrays.equals(data, 0, name.length, name, 0, name.length)) {
        return Optional.of(
            new String(data, name.length, size - name.length, StandardCharsets.ISO_8859_1));
      }
    }
    return Optional.empty();
  }

  private static byte[] comment(String mark) {
    byte[] text = ascii(NAME + " " + mark);
    ByteBuffer comment = ByteBuffer.allocate(text.length + 4);
    return comment.put(EXTENSION).put(COMMENT).put((byte) text.length).put(text).array();
  }

  /** Looks for a comment that ends the file: its length leads to its beginning. */
  private static Optional<String> ofGif(byte[] picture) {
    int end = picture.length - 2;
    if (end < 0 || picture[end] != 0 || picture[end + 1] != TRAILER) {
      return Optional.empty();
    }
    for (int length = NAME.length() + 1; length <= LONGEST && end - length - 3 >= 0; length++) {
      int at = end - length - 3;
      if (picture[at] == EXTENSION
          && picture[at + 1] == COMMENT
          && (picture[at + 2] & 0xFF) == length) {
        String text = new String(picture, at + 3, length, StandardCharsets.ISO_8859_1);
        return text.startsWith(NAME + " ")
            ? Optional.of(text.substring(NAME.length() + 1))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
