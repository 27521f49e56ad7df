package io.gan4j.bench;

import static java.util.Objects.requireNonNull;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The modules of the build that have code, and all their classes. */
final class Modules {
  private static final Pattern MODULE =
      Pattern.compile("<module>gan-([a-z]+)(-boot-starter)?</module>");

  /** Folder of each module by its name without {@code gan-}, as its package is called. */
  static final Map<String, Path> FOLDERS = folders();

  /** The compiled main classes of all modules, but for what JMH has written. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/jmh_generated/"))
          .importPaths(
              FOLDERS.values().stream().map(folder -> folder.resolve("target/classes")).toList());

  private Modules() {}

  /** The folder that holds all modules. */
  static Path root() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("gan-api"))) {
      root = requireNonNull(root.getParent(), "no folder with all modules");
    }
    return root;
  }

  private static Map<String, Path> folders() {
    Map<String, Path> folders = new TreeMap<>();
    try {
      Matcher modules = MODULE.matcher(Files.readString(root().resolve("pom.xml")));
      while (modules.find()) {
        String more = modules.group(2);
        Path folder = root().resolve("gan-" + modules.group(1) + (more == null ? "" : more));
        if (Files.isDirectory(folder.resolve("src/main/java"))) {
          folders.put(modules.group(1), folder);
        }
      }
      return folders;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The module that a class of gan4j is in: io.gan4j.tf.graph is in tf. Empty for others. */
  static String of(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return type.getPackageName().startsWith("io.gan4j.") ? parts[2] : "";
  }
}
