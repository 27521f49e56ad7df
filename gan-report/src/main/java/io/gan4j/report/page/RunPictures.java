package io.gan4j.report.page;

import io.gan4j.api.DataException;
import io.gan4j.api.internal.SmallText;
import io.gan4j.core.checkpoint.RunMarks;
import io.gan4j.report.picture.PictureMark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The pictures in a folder of a run directory. What only has the name of one is left out. */
final class RunPictures {
  private static final Pattern OF_STEP = Pattern.compile("step-(\\d{8,18})\\.png");
  private static final Pattern NAMED = Pattern.compile("[^.].*\\.(png|gif)");

  /** Bytes of a picture: an animated walk takes some millions. */
  private static final long MOST = 64 << 20;

  private static final int HEAD = 8;

  /** Bytes of a PNG's chunk without data: length, type and checksum. */
  private static final int CHUNK = 12;

  /** The type of a PNG's last chunk, IEND. */
  private static final int END = 0x49454E44;

  private RunPictures() {}

  /**
   * Pictures that were drawn while the run trained, by step.
   *
   * @param run what they say of it
   * @param warnings takes on what is left out, and why
   */
  static NavigableMap<Long, Path> ofSteps(Path folder, RunMarks run, List<String> warnings)
      throws IOException {
    NavigableMap<Long, Path> pictures = new TreeMap<>();
    for (Path file : all(folder, OF_STEP, run, warnings)) {
      Matcher name = OF_STEP.matcher(file.getFileName().toString());
      if (name.matches()) {
        pictures.put(Long.valueOf(name.group(1)), file);
      }
    }
    return pictures;
  }

  /**
   * Pictures of any name, which is what a report calls them.
   *
   * @param run what they say of it
   * @param warnings takes on what is left out, and why
   */
  static NavigableMap<String, Path> named(Path folder, RunMarks run, List<String> warnings)
      throws IOException {
    NavigableMap<String, Path> pictures = new TreeMap<>();
    for (Path file : all(folder, NAMED, run, warnings)) {
      pictures.put(file.getFileName().toString(), file);
    }
    return pictures;
  }

  private static List<Path> all(Path folder, Pattern name, RunMarks run, List<String> warnings)
      throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      warnings.add(folder.getFileName() + " is not a folder of its own and is left out.");
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .sorted()
          .filter(file -> isPicture(file, run, warnings))
          .toList();
    }
  }

  private static boolean isPicture(Path file, RunMarks run, List<String> warnings) {
    try {
      if (PictureMark.of(read(file)).filter(run::areOfAnotherThan).isPresent()) {
        throw new DataException(file.getFileName() + " is that of another run");
      }
      return true;
    } catch (DataException | IOException e) {
      warnings.add(
          file.subpath(Math.max(0, file.getNameCount() - 2), file.getNameCount() - 1)
              + "/"
              + e.getMessage()
              + ", and is left out.");
      return false;
    }
  }

  /**
   * The picture in a file, which begins as PNG or GIF pictures do, and whose parts have the
   * checksums that they say where they say some.
   *
   * @throws DataException if it is not a file, or no such picture
   */
  static byte[] read(Path file) throws IOException {
    byte[] bytes = SmallText.bytes(file, MOST);
    boolean png = begins(bytes, "\u0089PNG\r\n\u001a\n");
    if (!png && !begins(bytes, "GIF8")) {
      throw new DataException(file.getFileName() + " is not a picture");
    }
    if (png && !isWhole(ByteBuffer.wrap(bytes, HEAD, bytes.length - HEAD))) {
      throw new DataException(file.getFileName() + " is damaged");
    }
    return bytes;
  }

  /** Whether every chunk of a PNG has its checksum, and the last is there. */
  private static boolean isWhole(ByteBuffer chunks) {
    while (chunks.remaining() >= CHUNK) {
      int size = chunks.getInt();
      if (size < 0 || size > chunks.remaining() - 2 * Integer.BYTES) {
        return false;
      }
      CRC32 crc = new CRC32();
      crc.update(chunks.slice(chunks.position(), Integer.BYTES + size));
      boolean last = chunks.getInt(chunks.position()) == END;
      chunks.position(chunks.position() + Integer.BYTES + size);
      if (chunks.getInt() != (int) crc.getValue()) {
        return false;
      }
      if (last) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(byte[] bytes, String magic) {
    byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= expected.length
        && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
  }
}
