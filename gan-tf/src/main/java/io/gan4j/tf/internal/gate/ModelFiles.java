package io.gan4j.tf.internal.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files a SavedModel's folder may hold. TensorFlow opens more of them than the graph and the
 * weights, follows links, and waits for what a pipe may bring.
 */
final class ModelFiles {
  /** What TensorFlow needs or writes itself, and a place that it does not look into. */
  private static final Pattern PART =
      Pattern.compile(
          "saved_model\\.pb|fingerprint\\.pb|variables/variables\\.(index|data-00000-of-00001)"
              + "|assets\\.extra/.*");

  private static final String FINGERPRINT = "fingerprint.pb";
  private static final long LONGEST_FINGERPRINT = 1 << 16;

  /** Bytes of all files: as many numbers as a graph may store, of the largest type. */
  private static final long MOST_BYTES = 1L << 34;

  private static final int MOST_FILES = 10_000;

  private ModelFiles() {}

  /**
   * Checks a folder.
   *
   * @throws Refused naming the first file that is none of a model's, or is too long
   */
  static void check(Path folder) throws IOException {
    List<Path> files;
    Path real = folder.toRealPath();
    try (Stream<Path> walk = Files.walk(real)) {
      files =
          walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
              .limit(MOST_FILES + 1)
              .toList();
    }
    if (files.size() > MOST_FILES) {
      throw new Refused("its folder holds more than " + MOST_FILES + " files");
    }
    long bytes = 0;
    for (Path file : files) {
      String name = real.relativize(file).toString().replace('\\', '/');
      if (!PART.matcher(name).matches()) {
        throw new Refused("its folder holds " + Refused.quoted(name) + ", which is no part of one");
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new Refused("its part " + Refused.quoted(name) + " is a link or a pipe, not a file");
      }
      bytes += Files.size(file);
      if (bytes > MOST_BYTES
          || (name.equals(FINGERPRINT) && Files.size(file) > LONGEST_FINGERPRINT)) {
        throw new Refused("its part " + Refused.quoted(name) + " is longer than any model's");
      }
    }
  }
}
