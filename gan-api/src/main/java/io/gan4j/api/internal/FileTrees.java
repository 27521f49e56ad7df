package io.gan4j.api.internal;

import io.gan4j.api.GanException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files and folders that are never half there. */
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

  /** Writes something to a path where nothing is. */
  public interface Content {
    void writeTo(Path absent) throws IOException;
  }

  /**
   * Puts a file or a folder in its place at once, so that it is never half there: it is written
   * beside its place, under a name that begins with a dot, and moved. What could not be written is
   * removed, and what was in the place stays; of two folders the older one has to be removed first.
   */
  public static void place(Path target, Content content) throws IOException {
    Path beside =
        target.resolveSibling(
            "." + target.getFileName() + ".partial-" + ProcessHandle.current().pid());
    try {
      remove(beside);
      content.writeTo(beside);
      move(beside, target);
    } catch (IOException | RuntimeException e) {
      try {
        remove(beside); // a full disk has use for the room
      } catch (IOException removing) {
        e.addSuppressed(removing);
      }
      throw e;
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Puts a text in place of a file at once, so that it is never half there, not even after a power
   * cut.
   */
  public static void replace(Path file, String text) throws IOException {
    place(
        file,
        beside -> {
          Files.writeString(beside, text);
          force(beside);
        });
    force(file.toAbsolutePath().resolveSibling("."));
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
