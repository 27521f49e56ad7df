package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.Maker;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.Gan;
import io.gan4j.core.RunCheck;
import io.gan4j.core.RunFile;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints.Described;
import io.gan4j.core.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The gate in front of every run directory that a command reads: what it says of its run has to be
 * what its newest checkpoint says, whose own copy of the configuration is worked with.
 *
 * @param directory the run's
 * @param check what it was held against
 */
record CheckedRun(RunDirectory directory, RunCheck check) {

  /**
   * Opens a run directory. What is different and changes no weight is told.
   *
   * @throws GanException if it is none
   * @throws UsageException if its config.yaml is that of another run
   */
  static CheckedRun open(Gan gan, Path path, Console console) {
    requireThere(path);
    RunDirectory directory = RunDirectory.open(path);
    RunCheck check = RunCheck.of(gan, directory);
    check
        .refusal(directory)
        .ifPresent(
            refusal -> {
              throw new UsageException(refusal);
            });
    check
        .changes()
        .forEach(change -> console.note("config.yaml is left out where it was changed: " + change));
    check.notes().forEach(console::note);
    return new CheckedRun(directory, check);
  }

  /**
   * Refuses a folder that is not there, and names those beside it that are nearly called so.
   *
   * @throws UsageException if it is not there
   */
  static void requireThere(Path folder) {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    List<String> beside = List.of();
    if (parent != null && Files.isDirectory(parent)) {
      try (Stream<Path> entries = Files.list(parent)) {
        beside = entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
      } catch (IOException e) {
        throw new UsageException(folder + ": there is no such folder, and " + parent + ": " + e);
      }
    }
    List<String> near = Suggestions.near(String.valueOf(folder.getFileName()), beside);
    throw new UsageException(
        folder
            + ": there is no such folder"
            + (near.isEmpty()
                ? ""
                : "; did you mean '"
                    + String.join(
                        "' or '",
                        near.stream().map(folder::resolveSibling).map(String::valueOf).toList())
                    + "'?"));
  }

  /** Whether a folder is a run directory rather than an exported generator. */
  static boolean isRun(Path folder) {
    return Files.exists(folder.resolve("config.yaml"), LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(folder.resolve("saved_model.pb"));
  }

  /** Whether the run has exported its generator. */
  boolean hasModel() {
    return Files.exists(directory.model(), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The folder of the exported generator, which is there.
   *
   * @throws GanException if it is none of the run's own
   */
  private Path model() {
    Path model = directory.model();
    if (!Files.isDirectory(model, LinkOption.NOFOLLOW_LINKS)) {
      throw new GanException(model + " is not a folder of its own: a generator stands in it");
    }
    return model;
  }

  /**
   * Loads the exported generator by the run's own engine.
   *
   * @throws GanException if there is none yet
   * @throws UsageException if nobody in the run's game makes samples of latents, or of latents and
   *     a condition
   */
  GeneratorModel load(Gan gan) {
    Path folder = model();
    Described newest = check.newest();
    if (newest == null) {
      return gan.load(folder);
    }
    RunConfig config = gan.parse(newest.config()).config();
    requireSampler(Maker.of(config.game().pairings()));
    return gan.load(folder, config);
  }

  private void requireSampler(List<Maker> makers) {
    if (makers.stream()
        .anyMatch(maker -> maker.sampler().isPresent() || maker.condition().isPresent())) {
      return;
    }
    throw new UsageException(
        directory.path()
            + (makers.isEmpty()
                ? ": nobody in its game makes samples"
                : ": the "
                    + makers.get(0).player()
                    + " takes "
                    + String.join(" and ", makers.get(0).made().inputs().keySet())
                    + ", and this draws latents alone"
                    + (makers.get(0).made().inputs().values().stream()
                            .allMatch(Signal.Data.class::isInstance)
                        ? ": gan sample --source IMAGE… gives it sources"
                        : "")
                    + "; gan export --player "
                    + makers.get(0).player()
                    + " writes a model that takes all of it"));
  }

  /**
   * Refuses a generator of another run.
   *
   * @throws UsageException naming every difference
   */
  void requireOwn(Gan gan, GeneratorModel model) {
    String config = model.metadata().get("config");
    if (config != null) {
      check
          .refusal(gan, directory, config)
          .ifPresent(
              refusal -> {
                throw new UsageException(refusal);
              });
    }
  }

  /** The run file that a checkpoint was trained with, with changes. */
  static RunFile file(Gan gan, Checkpoint checkpoint, String... changes) {
    return gan.parse(checkpoint.config(), changes);
  }
}
