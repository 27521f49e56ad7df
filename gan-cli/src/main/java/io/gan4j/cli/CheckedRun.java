package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.Maker;
import io.gan4j.core.Gan;
import io.gan4j.core.RunCheck;
import io.gan4j.core.RunFile;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints.Described;
import io.gan4j.core.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

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
        .forEach(
            change ->
                console
                    .err()
                    .println("gan: config.yaml is left out where it was changed: " + change));
    check.notes().forEach(note -> console.err().println("gan: " + note));
    return new CheckedRun(directory, check);
  }

  /** Whether a folder is a run directory rather than an exported generator. */
  static boolean isRun(Path folder) {
    return Files.exists(folder.resolve("config.yaml"), LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(folder.resolve("saved_model.pb"));
  }

  /**
   * The folder of the exported generator.
   *
   * @throws GanException if there is none yet
   */
  Path model() {
    Path model = directory.model();
    if (!Files.exists(model, LinkOption.NOFOLLOW_LINKS)) {
      throw new GanException(
          directory.path()
              + " holds no model/ yet: the run has not ended; stop it with Ctrl-C, or let it"
              + " finish");
    }
    if (!Files.isDirectory(model, LinkOption.NOFOLLOW_LINKS)) {
      throw new GanException(model + " is not a folder of its own: a generator stands in it");
    }
    return model;
  }

  /**
   * Loads the exported generator by the run's own engine.
   *
   * @throws GanException if there is none yet
   * @throws UsageException if nobody in the run's game makes samples of latents alone
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
    if (makers.stream().anyMatch(maker -> maker.sampler().isPresent())) {
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
                    + ", and this draws latents alone; gan export --player "
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
