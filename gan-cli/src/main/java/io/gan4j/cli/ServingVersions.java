package io.gan4j.cli;

import io.gan4j.api.GanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Folders of a model's versions, as TensorFlow Serving has them: each is called by its number. */
final class ServingVersions {
  private static final String NUMBER = "\\d{1,18}";

  private ServingVersions() {}

  /**
   * Where the next version goes: the number after the largest that is there.
   *
   * @throws UsageException if the folder is one of another kind
   * @throws GanException if it cannot be read
   */
  static Path next(Path base) {
    if (!Files.exists(base)) {
      return base.resolve("1");
    }
    if (!Files.isDirectory(base) || Files.exists(base.resolve("saved_model.pb"))) {
      throw new UsageException(
          "--serving "
              + base
              + ": it must be a folder of versions, and is "
              + (Files.isDirectory(base) ? "a model itself" : "a file"));
    }
    try (Stream<Path> entries = Files.list(base)) {
      long last =
          entries
              .map(entry -> String.valueOf(entry.getFileName()))
              .filter(name -> name.matches(NUMBER))
              .mapToLong(Long::parseLong)
              .max()
              .orElse(0);
      return base.resolve(Long.toString(last + 1));
    } catch (IOException e) {
      throw new GanException(base + " cannot be read: " + e, e);
    }
  }
}
