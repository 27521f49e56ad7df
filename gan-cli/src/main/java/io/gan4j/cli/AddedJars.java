package io.gan4j.cli;

import io.gan4j.api.internal.FileNames;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher is asked to add to the class path. A JVM passes over what is not there, or is
 * no jar, without a word.
 */
final class AddedJars {
  static final String VARIABLE = "GAN_CLASSPATH";

  private AddedJars() {}

  /**
   * What of a class path cannot be used, each with its reason.
   *
   * @param path as GAN_CLASSPATH gives it; null if it is not set
   */
  static List<String> problems(@Nullable String path) {
    List<String> problems = new ArrayList<>();
    for (String entry : path == null ? new String[0] : path.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        String problem = problem(entry);
        if (problem != null) {
          problems.add(VARIABLE + " names " + entry + ", " + problem);
        }
      }
    }
    return problems;
  }

  private static @Nullable String problem(String entry) {
    if (entry.equals("*") || entry.endsWith("/*") || entry.endsWith("\\*")) {
      Path folder =
          FileNames.path(entry.length() < 2 ? "." : entry.substring(0, entry.length() - 1));
      return Files.isDirectory(folder) ? null : "and there is no such folder";
    }
    Path file = FileNames.path(entry);
    if (Files.isDirectory(file)) {
      return null;
    }
    if (!Files.exists(file)) {
      return "which is not there";
    }
    try (ZipFile jar = new ZipFile(file.toFile())) {
      return jar.size() == 0 ? "which is empty" : null;
    } catch (IOException e) {
      return "which is no jar: " + e.getMessage();
    }
  }
}
