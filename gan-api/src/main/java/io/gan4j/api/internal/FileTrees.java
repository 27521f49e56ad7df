package io.gan4j.api.internal;

import io.gan4j.api.GanException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

  /** Forces a file, or a folder's entries, to the disk. */
  public static void force(Path path) throws IOException {
    if (Files.isDirectory(path) && System.getProperty("os.name", "").startsWith("Windows")) {
      return; // Windows cannot open a folder, and writes its entries through
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Puts a text in place of a file at once, so that it is never half there, not even after a power
   * cut.
   */
  public static void replace(Path file, String text) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".partial");
    Files.writeString(beside, text);
    force(beside);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    force(beside.toAbsolutePath().resolveSibling("."));
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
