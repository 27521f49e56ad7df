package io.gan4j.core.plugin;

import io.gan4j.api.GanException;
import io.gan4j.api.internal.Sha256;
import io.gan4j.api.plugin.GanPlugin;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a plugin was loaded from.
 *
 * @param plugin its name
 * @param version as its jar says; empty if it does not
 * @param file the jar, or the folder of its classes
 */
public record PluginSource(String plugin, String version, Path file) {
  /** gan4j's own plugins have its version, and no jar that anybody would exchange. */
  private static final String OWN = "io.gan4j.";

  /** That of a plugin which somebody else has brought. */
  static Optional<PluginSource> of(GanPlugin plugin) {
    Class<?> type = plugin.getClass();
    if (type.getName().startsWith(OWN)) {
      return Optional.empty();
    }
    String version = type.getPackage().getImplementationVersion();
    return fileOf(type)
        .map(file -> new PluginSource(plugin.name(), version == null ? "" : version, file));
  }

  /** The jar or folder that a class was loaded from, if it was loaded from one. */
  static Optional<Path> fileOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | RuntimeException e) {
      return Optional.empty(); // made in memory, or within another archive
    }
  }

  /** SHA-256 of the jar; of a folder, of the names and contents of all files. */
  public String sha256() {
    try {
      if (!Files.isDirectory(file)) {
        return Sha256.of(file);
      }
      Sha256 hash = new Sha256();
      try (Stream<Path> all = Files.walk(file)) {
        List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
        for (Path each : files) {
          hash.add(file.relativize(each).toString().replace('\\', '/'));
          hash.add(Files.readAllBytes(each));
        }
      }
      return hash.hex();
    } catch (IOException e) {
      throw new GanException("the plugin " + plugin + " cannot be read: " + file + ": " + e, e);
    }
  }

  /** Version, file and hash in one line. */
  public String described() {
    return (version.isEmpty() ? "" : version + ", ") + file.getFileName() + ", SHA-256 " + sha256();
  }
}
