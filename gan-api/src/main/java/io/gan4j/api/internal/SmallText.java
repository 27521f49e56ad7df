package io.gan4j.api.internal;

import io.gan4j.api.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The door through which files of a run directory are read, of which one cannot know who wrote
 * them: a name that leads elsewhere, a pipe, and a file larger than any that is written here are
 * refused before they are opened.
 */
public final class SmallText {
  /** A file that is longer was not written here. */
  public static final int MAX_BYTES = 4 << 20;

  /** The same of a log. */
  public static final long MAX_LOG = 1L << 30;

  /** The same of one line. */
  private static final int MAX_LINE = 1 << 20;

  private static final int BLOCK = 1 << 16;

  private SmallText() {}

  /**
   * The text of a file.
   *
   * @throws DataException if it is missing, not a file (links could lead elsewhere), too long, or
   *     not UTF-8; the message begins with the file's name, without its folder
   */
  public static String read(Path file) throws IOException {
    requireFile(file, MAX_BYTES);
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new DataException(file.getFileName() + " is not text", e);
    }
  }

  /**
   * Refuses what is not a file itself, and what is longer than any that is written here.
   *
   * @param most bytes
   * @throws DataException beginning with the file's name, without its folder
   */
  public static void requireFile(Path file, long most) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DataException(file.getFileName() + " is missing");
    }
    requireOwn(file);
    if (Files.size(file) > most) {
      throw new DataException(
          file.getFileName() + " has " + Files.size(file) + " bytes: it was not written by a run");
    }
  }

  /**
   * Refuses what is there and is not a file itself.
   *
   * @throws DataException beginning with the file's name, without its folder
   */
  public static void requireOwn(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DataException(file.getFileName() + " is not a file");
    }
  }

  /** Takes one line after the other. */
  public interface Lines {
    /**
     * The next line.
     *
     * @param text at most a megabyte of it; empty if it is not UTF-8
     * @param ended whether the line has its end: the last one may be cut off
     */
    void line(String text, boolean ended);
  }

  /**
   * Hands over the lines of a log; none if there is no such file.
   *
   * @throws DataException if it is not a file, or too long; the message begins with its name,
   *     without its folder
   */
  public static void lines(Path file, Lines lines) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    requireFile(file, MAX_LOG);
    try (InputStream in = Files.newInputStream(file)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] block = new byte[BLOCK];
      for (int got = in.read(block); got >= 0; got = in.read(block)) {
        int begin = 0;
        for (int i = 0; i < got; i++) {
          if (block[i] == '\n') {
            append(block, begin, i, line);
            lines.line(text(line), true);
            line.reset();
            begin = i + 1;
          }
        }
        append(block, begin, got, line);
      }
      if (line.size() > 0) {
        lines.line(text(line), false);
      }
    }
  }

  private static void append(byte[] block, int from, int to, ByteArrayOutputStream line) {
    line.write(block, from, Math.min(to - from, MAX_LINE - line.size()));
  }

  private static String text(ByteArrayOutputStream line) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return "";
    }
  }

  /**
   * The bytes of a file.
   *
   * @param most how many there may be
   * @throws DataException if it is missing, not a file, or has more; the message begins with its
   *     name, without its folder
   */
  public static byte[] bytes(Path file, long most) throws IOException {
    requireFile(file, most);
    return Files.readAllBytes(file);
  }
}
