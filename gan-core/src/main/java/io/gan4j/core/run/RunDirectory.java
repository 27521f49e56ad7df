package io.gan4j.core.run;

import io.gan4j.api.GanException;
import io.gan4j.api.event.RunRecord;
import io.gan4j.core.internal.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder that a run can be told from: resolved configuration, provenance, events, samples,
 * curves, checkpoints and the exported model.
 */
public final class RunDirectory {
  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder.
   *
   * @throws GanException if it exists and is not empty, or cannot be made; nothing is changed then
   */
  public static RunDirectory create(Path path) {
    requireFree(path);
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, "probe", ""));
      return new RunDirectory(path);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Refuses a folder that could not be made or holds something, without making it.
   *
   * @throws GanException naming the folder and the reason
   */
  public static void requireFree(Path path) {
    if (Files.isDirectory(path)) {
      try (Stream<Path> entries = Files.list(path)) {
        if (entries.findAny().isPresent()) {
          throw new GanException(
              path + " exists and is not empty: name another folder, or remove it");
        }
      } catch (IOException e) {
        throw unwritable(path, e);
      }
    }
    Path existing = path.toAbsolutePath();
    while (existing.getParent() != null && Files.notExists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw new GanException(path + " cannot be made: " + existing + " is a file, not a directory");
    }
    if (!Files.isWritable(existing)) {
      throw new GanException(path + " cannot be made: no permission to write in " + existing);
    }
  }

  private static GanException unwritable(Path path, IOException e) {
    return new GanException(path + " cannot be made or written: " + e, e);
  }

  /** The first of {@code parent/name-1}, {@code parent/name-2}, … that is not there yet. */
  public static Path next(Path parent, String name) {
    for (int i = 1; ; i++) {
      Path candidate = parent.resolve(name + "-" + i);
      if (Files.notExists(candidate)) {
        return candidate;
      }
    }
  }

  /**
   * A folder that a run has been in.
   *
   * @throws GanException if it is not one
   */
  public static RunDirectory open(Path path) {
    if (!Files.isDirectory(path)) {
      throw new GanException(
          path + " is not a directory: a run directory holds config.yaml and model/");
    }
    if (!Files.isRegularFile(path.resolve("config.yaml"))) {
      throw new GanException(path + " is not a run directory: it holds no config.yaml");
    }
    return new RunDirectory(path);
  }

  public Path path() {
    return path;
  }

  /** The exported generator. */
  public Path model() {
    return path.resolve("model");
  }

  /** The resolved configuration. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** One event per line. */
  public Path events() {
    return path.resolve("events.jsonl");
  }

  /** Losses and D(x), D(G(z)) over training. */
  public Path curves() {
    return path.resolve("curves.png");
  }

  /** The densities and scores of a step, for runs in one or two dimensions. */
  public Path figure(long step) {
    return path.resolve("figures").resolve("step-%08d.png".formatted(step));
  }

  /** The sample grid of a step. */
  public Path samples(long step) {
    return path.resolve("samples").resolve("step-%08d.png".formatted(step));
  }

  /** Removes the exported generator, if there is one. */
  void removeModel() {
    try {
      FileTrees.remove(model());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes config.yaml and run.json. */
  void describe(RunRecord record) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", record.name());
    json.put("startedAt", record.startedAt().toString());
    json.put("seed", record.seed());
    json.put("dataset", record.dataset());
    json.put("dataSha256", record.dataHash());
    json.put("device", record.device());
    json.put("host", record.host());
    json.put("versions", new TreeMap<>(record.versions()));
    try {
      Files.writeString(config(), record.config());
      Files.writeString(
          path.resolve("run.json"),
          JsonMapper.builder()
                  .enable(SerializationFeature.INDENT_OUTPUT)
                  .build()
                  .writeValueAsString(json)
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
