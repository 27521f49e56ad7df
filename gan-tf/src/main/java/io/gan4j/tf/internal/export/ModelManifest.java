package io.gan4j.tf.internal.export;

import io.gan4j.api.ProviderException;
import io.gan4j.api.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The SHA-256 of every file of an exported generator: tells one that is damaged. */
final class ModelManifest {
  private static final String EXTRA = "assets.extra/";
  static final String FILE = EXTRA + "manifest.json";

  /** The files that there are: what a manifest names is looked for nowhere else. */
  private static final Pattern PART =
      Pattern.compile(
          "saved_model\\.pb|assets\\.extra/(gan4j\\.json|tf_serving_warmup_requests)"
              + "|variables/variables\\.(index|data-\\d{5}-of-\\d{5})");

  /** A part that is longer was not written here, and would take minutes to read. */
  private static final long MOST_BYTES = 1L << 34;

  private ModelManifest() {}

  /** Writes the manifest of all files that are in a folder. */
  static void write(Path folder, Path manifest) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : files(folder)) {
      if (!file.equals(manifest)) {
        hashes.put(name(folder, file), Sha256.of(file));
      }
    }
    ModelMetadata.write(manifest, hashes);
  }

  /**
   * Refuses a model of which a file is missing, changed, added or a link.
   *
   * @throws ProviderException naming the file
   */
  static void check(Path folder) throws IOException {
    Path manifest = folder.resolve(FILE);
    if (!Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(folder, FILE + " is missing, by which a whole model is told; export it again");
    }
    Map<String, String> hashes = ModelMetadata.read(manifest);
    for (String part : hashes.keySet()) {
      if (!PART.matcher(part).matches()) {
        throw refused(folder, FILE + " names '" + part + "', which is no part of one");
      }
      if (!Files.exists(folder.resolve(part), LinkOption.NOFOLLOW_LINKS)) {
        throw refused(folder, part + " is missing");
      }
    }
    for (Path file : files(folder)) {
      String name = name(folder, file);
      if (name.equals(FILE)) {
        continue;
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(folder, name + " is not a file");
      }
      String hash = hashes.get(name);
      if (hash == null && name.startsWith(EXTRA)) {
        continue; // what others have put beside the model, which TensorFlow does not see
      }
      if (hash == null) {
        throw refused(folder, FILE + " does not name " + name);
      }
      if (Files.size(file) > MOST_BYTES) {
        throw refused(folder, name + " is longer than any model's");
      }
      if (!hash.equals(Sha256.of(file))) {
        throw refused(folder, name + " does not have the SHA-256 of " + FILE);
      }
    }
  }

  private static ProviderException refused(Path folder, String reason) {
    return new ProviderException("cannot load the model " + folder + ": " + reason);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}
