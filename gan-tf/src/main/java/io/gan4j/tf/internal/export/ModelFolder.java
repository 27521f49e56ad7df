package io.gan4j.tf.internal.export;

import io.gan4j.api.ProviderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A SavedModel's folder while it is written: everything goes to a hidden folder beside it, and only
 * a complete model gets the name. Closing without {@link #publish} leaves nothing behind.
 */
public final class ModelFolder implements AutoCloseable {
  static final String GRAPH_FILE = "saved_model.pb";
  static final String VARIABLES = "variables/variables";
  static final String METADATA_FILE = "assets.extra/gan4j.json";

  /** Characters of what TensorFlow says that fit a message. */
  private static final int MOST_SAID = 300;

  private final Path target;
  private final Path draft;

  private ModelFolder(Path target, Path draft) {
    this.target = target;
    this.draft = draft;
  }

  /**
   * @param folder an empty or absent folder
   * @throws ProviderException if it is neither
   */
  static ModelFolder create(Path folder) throws IOException {
    Path target = Files.exists(folder) ? folder.toRealPath() : folder.toAbsolutePath().normalize();
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new ProviderException(
          "cannot write the model " + folder + ": it is a file; name an empty or absent folder");
    }
    if (Files.isDirectory(target)) {
      try (Stream<Path> content = Files.list(target)) {
        if (content.findAny().isPresent()) {
          throw new ProviderException(
              "cannot write the model "
                  + folder
                  + ": the folder is not empty; name an empty or absent folder");
        }
      }
    }
    Path parent = target.getParent();
    Path name = target.getFileName();
    if (parent == null || name == null) {
      throw new ProviderException(
          "cannot write the model " + folder + ": a model needs a folder of its own");
    }
    Files.createDirectories(parent);
    Path draft = parent.resolve("." + name + ".partial-" + UUID.randomUUID());
    Files.createDirectory(draft);
    return new ModelFolder(target, draft);
  }

  /** A file of the model, in a folder that exists. */
  Path file(String name) throws IOException {
    Path file = draft.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }

  /** Where the files are until the model gets its name. */
  Path folder() {
    return draft;
  }

  /** Gives the complete model its name. */
  void publish() throws IOException {
    Files.deleteIfExists(target);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(draft)) {
      return;
    }
    List<Path> content;
    try (Stream<Path> walk = Files.walk(draft)) {
      content = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : content) {
      Files.delete(path);
    }
  }

  /** What went wrong, for people: the JDK's messages often hold only the path. */
  static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException e) {
      return "no permission for " + e.getFile();
    }
    if (failure instanceof NoSuchFileException e) {
      return "there is no " + e.getFile();
    }
    if (failure instanceof NotDirectoryException e) {
      return e.getFile() + " is not a folder";
    }
    if (failure instanceof FileAlreadyExistsException e) {
      return e.getFile() + " is in the way";
    }
    if (failure instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason() + " (" + e.getFile() + ")";
    }
    return String.valueOf(failure.getMessage());
  }

  /** What TensorFlow says, without the graph nodes that it adds on further lines. */
  public static String reason(RuntimeException failure) {
    String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
    String line = first.replaceAll("\\p{C}", "?");
    return line.length() > MOST_SAID ? line.substring(0, MOST_SAID) + "…" : line;
  }
}
