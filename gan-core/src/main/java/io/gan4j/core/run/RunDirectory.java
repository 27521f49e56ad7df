package io.gan4j.core.run;

import io.gan4j.api.GanException;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.game.Player;
import io.gan4j.api.internal.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that a run can be told from: resolved configuration, provenance, events, samples,
 * curves, checkpoints and the exported model.
 */
public final class RunDirectory {
  private static final Pattern PICTURE =
      Pattern.compile("step-(\\d{8,18})(\\.[A-Za-z][A-Za-z0-9_-]*)?\\.png");

  /** As pictures, models and texts are called before they are moved into place. */
  private static final Pattern LEFTOVER = Pattern.compile("\\..*\\.(partial(-.*)?|tmp)");

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder.
   *
   * @throws GanException as {@link #requireUnused}; nothing is changed then
   */
  public static RunDirectory create(Path path) {
    requireUnused(path);
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, ".probe", ".tmp"));
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
    requireFree(path, entry -> true);
  }

  /**
   * Refuses a folder that a run cannot begin in, without making it. What a training leaves that was
   * killed before it had anything is no hindrance.
   *
   * @throws GanException naming the folder and the reason
   */
  public static void requireUnused(Path path) {
    requireFree(
        path,
        entry -> {
          String name = entry.getFileName().toString();
          return !name.equals(RunLock.FILE) && !LEFTOVER.matcher(name).matches();
        });
  }

  private static void requireFree(Path path, Predicate<Path> counts) {
    if (Files.isDirectory(path)) {
      try (Stream<Path> entries = Files.list(path)) {
        if (entries.anyMatch(counts)) {
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
    Path config = path.resolve("config.yaml");
    if (!Files.exists(config, LinkOption.NOFOLLOW_LINKS)) {
      throw new GanException(path + " is not a run directory: it holds no config.yaml");
    }
    if (!Files.isRegularFile(config, LinkOption.NOFOLLOW_LINKS)) {
      throw new GanException(
          config + " is a link, a folder or a pipe: a run directory holds its own files");
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

  /** A further exported generator, of a game that has several. */
  public Path model(Player player) {
    return path.resolve("models").resolve(player.key());
  }

  /** The resolved configuration. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** One event per line. */
  public Path events() {
    return path.resolve("events.jsonl");
  }

  /** Holds the checkpoint that was measured best. */
  public Path best() {
    return path.resolve("best");
  }

  /** Pictures that were asked for after training. */
  public Path pictures() {
    return path.resolve("pictures");
  }

  /** What was measured, one result per line. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** Losses and D(x), D(G(z)) over training. */
  public Path curves() {
    return path.resolve("curves.png");
  }

  /** The densities and scores of a step, for runs in one or two dimensions. */
  public Path figure(long step) {
    return path.resolve("figures").resolve(String.format(Locale.ROOT, "step-%08d.png", step));
  }

  /** The sample grid of a step. */
  public Path samples(long step) {
    return path.resolve("samples").resolve(String.format(Locale.ROOT, "step-%08d.png", step));
  }

  /** A grid of samples of another player than the one that makes the run's samples. */
  public Path samples(long step, Player player) {
    return path.resolve("samples")
        .resolve(String.format(Locale.ROOT, "step-%08d.%s.png", step, player));
  }

  /**
   * Puts a new exported generator in place of the one that an earlier part of the run has left,
   * which stays if the new one cannot be written.
   *
   * @param export writes it into an absent folder
   */
  void replaceModel(Consumer<Path> export) {
    replaceModel(model(), export);
  }

  /** The same of a further one. */
  void replaceModel(Player player, Consumer<Path> export) {
    FileTrees.parentOf(model(player));
    replaceModel(model(player), export);
  }

  private static void replaceModel(Path model, Consumer<Path> export) {
    try {
      FileTrees.place(
          model,
          absent -> {
            export.accept(absent);
            FileTrees.remove(model);
          });
    } catch (IOException e) {
      throw new GanException(model + " cannot be written: " + e, e);
    }
  }

  /** Removes what a training that was killed has left half-written. */
  void removeLeftovers() {
    for (Path folder : List.of(path, path.resolve("samples"), path.resolve("figures"))) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path entry : entries.toList()) {
          if (LEFTOVER.matcher(entry.getFileName().toString()).matches()) {
            FileTrees.remove(entry);
          }
        }
      } catch (IOException e) {
        throw unwritable(path, e);
      }
    }
  }

  /**
   * Refuses a run directory in which a name leads elsewhere, or to something that is not data: a
   * run reads, writes and removes in its own directory only.
   *
   * @throws GanException naming the first
   */
  void requireOwnFiles() {
    try {
      Path root = path.toRealPath();
      try (Stream<Path> all = Files.walk(root)) {
        all.forEach(
            file -> {
              String name = String.valueOf(path.resolve(root.relativize(file)));
              if (Files.isSymbolicLink(file)) {
                throw new GanException(
                    name + " is a link: a run writes into its own directory only");
              }
              if (!Files.isDirectory(file) && !Files.isRegularFile(file)) {
                throw new GanException(name + " is neither a file nor a folder");
              }
            });
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    } catch (UncheckedIOException e) {
      throw new GanException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Removes the pictures of all steps but these. */
  public void keepPictures(Set<Long> steps) {
    for (String folder : List.of("samples", "figures")) {
      Path pictures = path.resolve(folder);
      if (!Files.isDirectory(pictures)) {
        continue;
      }
      try (Stream<Path> files = Files.list(pictures)) {
        for (Path file : files.toList()) {
          Matcher name = PICTURE.matcher(file.getFileName().toString());
          if (name.matches() && !steps.contains(Long.valueOf(name.group(1)))) {
            Files.delete(file);
          }
        }
      } catch (IOException e) {
        throw unwritable(path, e);
      }
    }
  }

  /**
   * Writes config.yaml and run.json.
   *
   * @param resumedAt the step from which the run goes on; negative if it starts
   */
  void describe(RunRecord record, long resumedAt) {
    try {
      FileTrees.replace(config(), record.config());
      if (resumedAt < 0) {
        RecordFile.of(this).begin(record);
      } else {
        RecordFile.of(this).goOn(record, resumedAt);
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }
}
