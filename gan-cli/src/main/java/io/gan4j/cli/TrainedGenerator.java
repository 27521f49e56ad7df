package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.components.projection.TruncatedGenerator;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints.Described;
import io.gan4j.core.run.ModelFacts;
import io.gan4j.core.run.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A generator to draw samples from: an exported one, or that of a run's checkpoint. Who opens
 * closes.
 *
 * @param model the generator
 * @param folder where it was loaded from
 * @param origin which one it is, to stand behind "samples"; empty if it does not say
 * @param temporary what is removed when it is closed; null if nothing is
 */
record TrainedGenerator(GeneratorModel model, Path folder, String origin, @Nullable Path temporary)
    implements AutoCloseable {

  /** One that was exported. */
  static TrainedGenerator exported(Path folder, Gan gan) {
    return of(gan.load(folder), folder);
  }

  /**
   * That of a run's directory, or an exported one.
   *
   * @param trust how far an exported one is trusted
   * @param best a run's best checkpoint rather than its end
   */
  static TrainedGenerator open(
      Path source, Gan gan, TrustOption trust, boolean best, Console console) {
    Gan trusting = trust.applyTo(gan);
    if (CheckedRun.isRun(source)) {
      CheckedRun run = CheckedRun.open(gan, source, console);
      return of(run, gan, trusting, best, console);
    }
    if (best) {
      throw new UsageException("--best is for a run's directory");
    }
    CheckedRun.requireThere(source);
    return exported(source, trusting);
  }

  /** The same with its latents truncated, but for codes: see {@link TruncatedGenerator}. */
  TrainedGenerator truncated(double scale, double limit, Gan gan) {
    return new TrainedGenerator(
        new TruncatedGenerator(model, scale, limit, codes(gan)), folder, origin, temporary);
  }

  /** Values of a latent before those of the run file's distribution. */
  private int codes(Gan gan) {
    String config = model.metadata().get("config");
    if (config == null) {
      return 0;
    }
    long width = model.drawLatents(0, 1).shape().size();
    long own = gan.parse(config).config().latents().shape().size();
    return Math.toIntExact(Math.max(0, width - own));
  }

  private static TrainedGenerator of(GeneratorModel model, Path folder) {
    long step = step(model);
    return new TrainedGenerator(model, folder, step < 0 ? "" : " of step " + step, null);
  }

  /** Training steps that a generator says it has had; negative if it says nothing. */
  private static long step(GeneratorModel model) {
    return new ModelFacts(model.metadata()).count("step", -1);
  }

  /**
   * That of a run as it stands: what it exported at its end, or if it has not ended, or goes on,
   * its newest checkpoint.
   *
   * @param trusting how far the exported one is trusted
   * @param best its best checkpoint rather than that
   * @throws GanException if there is none yet
   */
  static TrainedGenerator of(CheckedRun run, Gan gan, Gan trusting, boolean best, Console console) {
    Described newest = run.check().newest();
    if (!best && run.hasModel()) {
      GeneratorModel model = run.load(trusting);
      try {
        run.requireOwn(gan, model);
        if (newest == null || step(model) >= newest.step()) {
          return of(model, run.directory().model());
        }
      } catch (RuntimeException | Error e) {
        model.close();
        throw e;
      }
      model.close();
    }
    return ofCheckpoint(run, gan, best, console);
  }

  /** A checkpoint is what training needs, and becomes a generator by being exported. */
  private static TrainedGenerator ofCheckpoint(
      CheckedRun run, Gan gan, boolean best, Console console) {
    Checkpoint checkpoint = CheckpointChoice.of(run.directory(), best, console);
    RunFile file = CheckedRun.file(gan, checkpoint, "evaluation.everyImages=0");
    Path temporary = temporaryFolder();
    try {
      Path folder = temporary.resolve("model");
      try (Training training = gan.reopen(file)) {
        CheckpointChoice.restore(training, checkpoint);
        training.export(folder);
      }
      String origin =
          " of step " + checkpoint.step() + ", the " + (best ? "best" : "newest") + " checkpoint,";
      return new TrainedGenerator(gan.load(folder, file.config()), folder, origin, temporary);
    } catch (RuntimeException | Error e) {
      remove(temporary);
      throw e;
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("gan4j-generator-");
    } catch (IOException e) {
      throw new GanException("no temporary folder for the generator: " + e, e);
    }
  }

  /** Removes a folder of this process. */
  static void remove(Path folder) {
    try {
      FileTrees.remove(folder);
    } catch (IOException e) {
      throw new GanException(folder + " cannot be removed: " + e, e);
    }
  }

  @Override
  public void close() {
    model.close();
    if (temporary != null) {
      remove(temporary);
    }
  }
}
