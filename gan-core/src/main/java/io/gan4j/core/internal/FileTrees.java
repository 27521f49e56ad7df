package io.gan4j.core.internal;

import io.gan4j.api.GanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders with everything in them. */
public final class FileTrees {
  private FileTrees() {}

  /** Makes the folder that a file of a run directory stands in. */
  public static void parentOf(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new GanException("the folder of " + file + " cannot be made: " + e, e);
    }
  }

  /**
   * Removes a file or a folder with all it holds; links are removed, not followed. Nothing happens
   * if it is not there.
   */
  public static void remove(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
