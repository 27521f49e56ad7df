package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.core.Gan;
import io.gan4j.core.RunCheck;
import io.gan4j.core.RunFile;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import io.gan4j.report.gallery.Gallery;
import io.gan4j.report.gallery.Gallery.Drawn;
import io.gan4j.report.picture.AnimatedGif;
import io.gan4j.report.picture.LatentPath;
import io.gan4j.report.picture.PictureMark;
import io.gan4j.report.picture.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code gan picture}: pictures of what a run has learnt, which its report then shows. */
@Command(
    name = "picture",
    description = {
      "Draw what a run has learnt: gan picture RUN_DIR classes.",
      "The report shows what lies in RUN_DIR/pictures."
    })
final class PictureCommand implements Runnable {
  private static final int CENTISECONDS = 6;

  private final Gan gan;
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "RUN_DIR", description = "The run's directory.")
  private @Nullable Path run;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      scope = ScopeType.INHERIT,
      description = "Equal seeds give equal pictures (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--best",
      scope = ScopeType.INHERIT,
      description = "Take the checkpoint that was measured best during training, not the newest.")
  private boolean best;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Where to write it. Default: RUN_DIR/pictures/NAME.png (walk: .gif)")
  private @Nullable Path out;

  @Inject
  PictureCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which picture: neighbours, interpolation, classes, walk, map or augmentations?");
  }

  @Command(
      name = "neighbours",
      description =
          "Samples with their nearest training samples (Figure 2 of Goodfellow et al. 2014).")
  int neighbours(
      @Parameters(arity = "0..1", hidden = true) @Nullable Path last,
      @Option(
              names = "--count",
              paramLabel = "N",
              defaultValue = "8",
              description = "Number of samples (default: ${DEFAULT-VALUE}).")
          int count,
      @Option(
              names = "--neighbours",
              paramLabel = "K",
              defaultValue = "5",
              description = "Training samples beside each (default: ${DEFAULT-VALUE}).")
          int neighbours) {
    positive("--count", count);
    positive("--neighbours", neighbours);
    return draw(
        last,
        "neighbours.png",
        (gallery, file) -> {
          Drawn drawn = gallery.neighbours(count, neighbours, seed);
          Png.write(drawn.picture(), file);
          drawn.notes().forEach(console::note);
        });
  }

  @Command(
      name = "interpolation",
      description =
          "Interpolations between latents, a row each (Figure 3 of Goodfellow et al. 2014).")
  int interpolation(
      @Parameters(arity = "0..1", hidden = true) @Nullable Path last,
      @Option(
              names = "--rows",
              paramLabel = "N",
              defaultValue = "6",
              description = "Number of rows (default: ${DEFAULT-VALUE}).")
          int rows,
      @Option(
              names = "--steps",
              paramLabel = "N",
              defaultValue = "11",
              description = "Samples in a row, both ends included (default: ${DEFAULT-VALUE}).")
          int steps,
      @Option(
              names = "--path",
              paramLabel = "PATH",
              defaultValue = "linear",
              description = "linear, as in the paper, or spherical (default: ${DEFAULT-VALUE}).")
          String path) {
    LatentPath way = path(path);
    positive("--rows", rows);
    if (steps < 2) {
      throw new UsageException("--steps must be above 1, found " + steps);
    }
    return draw(
        last,
        way == LatentPath.LINEAR ? "interpolation.png" : "interpolation-spherical.png",
        (gallery, file) -> Png.write(gallery.interpolation(rows, steps, way, seed), file));
  }

  @Command(
      name = "classes",
      description = "A row for each class, and down each column the same latents.")
  int classes(
      @Parameters(arity = "0..1", hidden = true) @Nullable Path last,
      @Option(
              names = "--count",
              paramLabel = "N",
              defaultValue = "12",
              description = "Samples of each class (default: ${DEFAULT-VALUE}).")
          int count) {
    positive("--count", count);
    return draw(
        last, "classes.png", (gallery, file) -> Png.write(gallery.classes(count, seed), file));
  }

  @Command(name = "walk", description = "A walk through the latents as an animated GIF.")
  int walk(
      @Parameters(arity = "0..1", hidden = true) @Nullable Path last,
      @Option(
              names = "--count",
              paramLabel = "N",
              defaultValue = "9",
              description = "Samples side by side (default: ${DEFAULT-VALUE}).")
          int count,
      @Option(
              names = "--stops",
              paramLabel = "N",
              defaultValue = "4",
              description = "Latents on the way (default: ${DEFAULT-VALUE}).")
          int stops,
      @Option(
              names = "--between",
              paramLabel = "N",
              defaultValue = "12",
              description = "Frames from one to the next (default: ${DEFAULT-VALUE}).")
          int between) {
    positive("--count", count);
    positive("--between", between);
    if (stops < 2) {
      throw new UsageException("--stops must be above 1, found " + stops);
    }
    return draw(
        last,
        "walk.gif",
        (gallery, file) ->
            AnimatedGif.write(gallery.walk(count, stops, between, seed), CENTISECONDS, file));
  }

  @Command(
      name = "map",
      description =
          "Real and generated samples in the plane in which their features (evaluation.features)"
              + " spread most.")
  int map(
      @Parameters(arity = "0..1", hidden = true) @Nullable Path last,
      @Option(
              names = "--count",
              paramLabel = "N",
              defaultValue = "1000",
              description = "Samples of each side (default: ${DEFAULT-VALUE}).")
          int count,
      @Option(
              names = "--set",
              paramLabel = "PATH=VALUE",
              description =
                  "Override a value of the configuration, for example"
                      + " --set evaluation.features={type: saved-model, model: DIR}. Repeatable.")
          @Nullable List<String> overrides,
      @Mixin TrustOption trust) {
    positive("--count", count);
    String[] changes = (overrides == null ? List.<String>of() : overrides).toArray(String[]::new);
    return draw(
        last,
        "map.png",
        changes,
        (gallery, to, file, checkpoint) -> {
          try (FeatureExtractor features =
              trust.applyTo(gan).features(file.config(), gallery.plan().samples())) {
            Png.write(gallery.map(features, count, seed, file.config().name()), to);
          }
        });
  }

  @Command(
      name = "augmentations",
      description =
          "Real samples as the discriminator sees them: as they are, by all of its augmentations"
              + " with the run's probability, and by each of them alone and always.")
  int augmentations(
      @Parameters(arity = "0..1", hidden = true) @Nullable Path last,
      @Option(
              names = "--count",
              paramLabel = "N",
              defaultValue = "8",
              description = "Number of samples (default: ${DEFAULT-VALUE}).")
          int count) {
    positive("--count", count);
    return draw(
        last,
        "augmentations.png",
        new String[0],
        (gallery, to, file, checkpoint) -> {
          AugmentedSamples augmented = AugmentedSamples.of(gallery, count, seed);
          double probability = augmented.probability(gallery.session(), checkpoint, file.config());
          List<AugmentedSamples.Row> rows =
              augmented.rows(probability, part -> gan.line(Augmentation.class, part));
          Png.write(augmented.picture(rows), to);
          for (int i = 0; i < rows.size(); i++) {
            console.note("row " + (i + 1) + ": " + rows.get(i).words());
          }
        });
  }

  private static LatentPath path(String name) {
    for (LatentPath path : LatentPath.values()) {
      if (path.name().equalsIgnoreCase(name)) {
        return path;
      }
    }
    throw new UsageException("--path must be linear or spherical, found " + name);
  }

  private static void positive(String option, int value) {
    if (value < 1) {
      throw new UsageException(option + " must be above 0, found " + value);
    }
  }

  /** Draws a picture of a run whose configuration is as it was. */
  private int draw(@Nullable Path last, String name, BiConsumer<Gallery, Path> picture) {
    return draw(
        last, name, new String[0], (gallery, to, file, checkpoint) -> picture.accept(gallery, to));
  }

  /** Draws a picture of a run into a file. */
  private interface Drawing {
    void draw(Gallery gallery, Path to, RunFile file, Checkpoint checkpoint);
  }

  private int draw(@Nullable Path last, String name, String[] changes, Drawing picture) {
    RunDirectory directory = CheckedRun.open(gan, run(last, name), console).directory();
    Path file = out == null ? directory.pictures().resolve(name) : out;
    Checkpoint checkpoint = CheckpointChoice.of(directory, best, console);
    RunFile changed = CheckedRun.file(gan, checkpoint, changes);
    try (Training training =
        gan.reopen(CheckedRun.file(gan, checkpoint, "evaluation.everyImages=0"))) {
      CheckpointChoice.restore(training, checkpoint);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Gallery gallery = new Gallery(training.session(), training.plan(), training.dataset());
      Optional<String> mark =
          out == null ? Optional.ofNullable(RunCheck.marks(directory).now()) : Optional.empty();
      if (mark.isEmpty()) {
        picture.draw(gallery, file, changed, checkpoint);
      } else {
        FileTrees.place(
            file.toAbsolutePath(),
            absent -> {
              picture.draw(gallery, absent, changed, checkpoint);
              Files.write(absent, PictureMark.marked(Files.readAllBytes(absent), mark.get()));
            });
      }
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
    console.note("a picture of step " + checkpoint.step() + " in " + file);
    console.out().println(file);
    return CommandLineRunner.DONE;
  }

  /** The run: before the picture's name, or after it, as it was once. */
  private Path run(@Nullable Path last, String name) {
    String kind = name.replaceAll("[-.].*", "");
    if (run == null && last == null) {
      throw new UsageException("of which run? gan picture RUN_DIR " + kind);
    }
    if (run != null && last != null) {
      throw new UsageException("gan picture takes one run, found " + run + " and " + last);
    }
    if (last != null) {
      console.note("the run stands first now: gan picture " + last + " " + kind);
      return last;
    }
    return Objects.requireNonNull(run);
  }
}
