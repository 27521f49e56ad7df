package io.gan4j.report.picture;

import io.gan4j.api.GanException;
import io.gan4j.api.internal.FileTrees;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as PNG files. */
public final class Png {
  private Png() {}

  /**
   * Writes a picture. Whoever looks at the file sees the old picture or the new one, never half of
   * it.
   *
   * @throws GanException if the file cannot be written
   */
  public static void write(BufferedImage picture, Path file) {
    place(encode(picture), file);
  }

  private static void place(byte[] picture, Path file) {
    try {
      FileTrees.place(file.toAbsolutePath(), absent -> Files.write(absent, picture));
    } catch (IOException e) {
      throw new GanException("cannot write the picture " + file + ": " + e, e);
    }
  }

  /**
   * Writes a picture of a run.
   *
   * @param mark what it says of the run; empty: nothing
   * @throws GanException if the file cannot be written
   */
  public static void write(BufferedImage picture, Optional<String> mark, Path file) {
    byte[] plain = encode(picture);
    place(mark.map(word -> PictureMark.marked(plain, word)).orElse(plain), file);
  }

  /** The bytes of a PNG file. */
  public static byte[] encode(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // In memory: ImageIO's own choice is a cache file in the temporary folder.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(picture, "png", out)) {
        throw new IllegalStateException("every Java platform writes PNG");
      }
    } catch (IOException e) {
      throw new GanException("cannot encode a picture: " + e, e);
    }
    return bytes.toByteArray();
  }
}
