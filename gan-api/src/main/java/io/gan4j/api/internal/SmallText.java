package io.gan4j.api.internal;

import io.gan4j.api.DataException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads text files of a run directory, of which one cannot know who wrote them. */
public final class SmallText {
  /** A file that is longer was not written here. */
  public static final int MAX_BYTES = 4 << 20;

  /** The same of one line. */
  private static final int MAX_LINE = 1 << 20;

  private SmallText() {}

  /**
   * The text of a file.
   *
   * @throws DataException if it is missing, not a file (links could lead elsewhere), too long, or
   *     not UTF-8; the message begins with the file's name, without its folder
   */
  public static String read(Path file) throws IOException {
    requireFile(file);
    if (Files.size(file) > MAX_BYTES) {
      throw new DataException(file.getFileName() + " has " + Files.size(file) + " bytes");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new DataException(file.getFileName() + " is not text", e);
    }
  }

  /**
   * Refuses what is not a file itself.
   *
   * @throws DataException beginning with the file's name, without its folder
   */
  public static void requireFile(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DataException(file.getFileName() + " is missing");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DataException(file.getFileName() + " is not a file");
    }
  }

  /** Takes one line after the other. */
  public interface Lines {
    /**
     * The next line.
     *
     * @param text as far as it is text, and at most a megabyte of it
     * @param ended whether the line has its end: the last one may be cut off
     */
    void line(String text, boolean ended);
  }

  /** Hands over the lines of a file of any length; none if there is no such file. */
  public static void lines(Path file, Lines lines) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          lines.line(line.toString(StandardCharsets.UTF_8), true);
          line.reset();
        } else if (line.size() < MAX_LINE) {
          line.write(next);
        }
      }
      if (line.size() > 0) {
        lines.line(line.toString(StandardCharsets.UTF_8), false);
      }
    }
  }
}
