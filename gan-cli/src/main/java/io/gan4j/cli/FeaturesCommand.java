package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.api.config.DataConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.classifier.SmallClassifier;
import io.gan4j.components.game.ClassifierGame;
import io.gan4j.components.game.EstimatorGame;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.ClassifierParts;
import io.gan4j.core.run.ClassifierTraining;
import io.gan4j.core.run.ClassifierTraining.Accuracy;
import io.gan4j.core.run.ClassifierTraining.EpochListener;
import io.gan4j.core.run.ClassifierTraining.Settings;
import io.gan4j.core.run.Datasets;
import io.gan4j.core.run.EstimatorTraining;
import io.gan4j.core.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan features}: feature extractors of one's own. */
@Command(name = "features", description = "Train feature extractors for metrics.")
final class FeaturesCommand implements Runnable {
  /** Share of the samples that is kept for testing where the data has no part for it. */
  private static final double TEST_SHARE = 0.1;

  private static final ClassifierParts CLASSIFIER =
      new ClassifierParts(
          new ClassifierGame(), SmallClassifier::network, SmallClassifier::optimizer);

  private static final ClassifierParts ESTIMATOR =
      new ClassifierParts(
          new EstimatorGame(), SmallClassifier::estimator, SmallClassifier::optimizer);

  /** What numbers are opened by: they are the first side's conditions, standardised. */
  private static final String NUMBERS = "game={type: conditional, standardize: true}";

  private final Gan gan;
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Inject
  FeaturesCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command: train?");
  }

  /**
   * What is learnt from, and what is tested on.
   *
   * @param test null: what the training data holds out
   */
  private record Sides(RunFile training, @Nullable RunFile test) {}

  @Command(
      name = "train",
      description =
          "Train a small classifier on labelled data, or with --numbers an estimator of what"
              + " belongs to each sample, and write it as a SavedModel, for"
              + " evaluation.features={type: saved-model, model: DIR}.")
  int train(
      @Parameters(
              paramLabel = "DATA",
              description =
                  "Data with labels or numbers: a file, a folder, or a run file, which says how"
                      + " they are preprocessed.")
          Path data,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "DIR",
              description = "Where to write it: an absent or empty folder.")
          Path out,
      @Option(
              names = "--numbers",
              description =
                  "Learn the numbers that samples carry (attributes, or the side condition of a run"
                      + " file) rather than classes.")
          boolean numbers,
      @Option(
              names = "--epochs",
              paramLabel = "N",
              defaultValue = "8",
              description = "Passes over the training data (default: ${DEFAULT-VALUE}).")
          int epochs,
      @Option(
              names = "--batch-size",
              paramLabel = "N",
              defaultValue = "128",
              description = "Samples per step (default: ${DEFAULT-VALUE}).")
          int batchSize,
      @Option(
              names = "--learning-rate",
              paramLabel = "X",
              defaultValue = "0.001",
              description = "Of Adam at the start; it falls to 0 (default: ${DEFAULT-VALUE}).")
          double learningRate,
      @Option(
              names = "--seed",
              paramLabel = "S",
              defaultValue = "1",
              description = "Equal seeds give equal classifiers (default: ${DEFAULT-VALUE}).")
          long seed,
      @Option(
              names = "--device",
              paramLabel = "DEVICE",
              defaultValue = "auto",
              description = "auto, cpu or gpu:N (default: ${DEFAULT-VALUE}).")
          String device) {
    RunDirectory.requireFree(out);
    Settings settings = settings(epochs, batchSize, learningRate, seed, device);
    if (numbers) {
      estimator(data, out, settings);
    } else {
      classifier(data, out, settings);
    }
    console.out().println(out);
    return CommandLineRunner.DONE;
  }

  private void classifier(Path data, Path out, Settings settings) {
    Sides sides = sides(data);
    long begin = System.nanoTime();
    try (Dataset training = gan.data(sides.training());
        Dataset test =
            sides.test() == null ? gan.heldOut(sides.training()) : gan.data(sides.test());
        ClassifierTraining classifier =
            ClassifierTraining.open(gan.provider(), training, CLASSIFIER, settings)) {
      tellOf("a classifier", classifier.trainedValues(), training);
      classifier.run(told(settings, "cross-entropy", begin));
      Accuracy accuracy = classifier.accuracy(test);
      classifier.export(out, accuracy, test.description());
      console.note(
          String.format(
              Locale.ROOT,
              "right on %.2f %% of %,d test samples (%s), after %s",
              100 * accuracy.share(),
              accuracy.of(),
              test.description(),
              since(begin)));
    }
  }

  private void estimator(Path data, Path out, Settings settings) {
    RunFile file = withNumbers(data);
    long begin = System.nanoTime();
    Map<String, Dataset> training = gan.sides(file);
    try {
      Map<String, Dataset> test = gan.heldOutSides(file);
      try (EstimatorTraining estimator =
          EstimatorTraining.open(gan.provider(), training, ESTIMATOR, settings)) {
        Dataset samples = training.values().iterator().next();
        tellOf("an estimator", estimator.trainedValues(), samples);
        estimator.run(told(settings, "squared error", begin));
        List<EstimatorTraining.NumberError> errors = estimator.errors(test);
        String tested = test.values().iterator().next().description();
        estimator.export(out, errors, tested);
        for (EstimatorTraining.NumberError error : errors) {
          console.note(
              String.format(
                  Locale.ROOT,
                  "%s: mean absolute error %.4g, of the mean alone %.4g (%s), after %s",
                  error.name(),
                  error.mean(),
                  error.ofMean(),
                  tested,
                  since(begin)));
        }
      } finally {
        Datasets.close(test.values());
      }
    } finally {
      Datasets.close(training.values());
    }
  }

  private void tellOf(String what, long weights, Dataset training) {
    console.note(
        what + " of " + Quantities.count(weights) + " weights on " + training.description());
  }

  private EpochListener told(Settings settings, String loss, long begin) {
    return (epoch, mean) ->
        console.note(
            String.format(
                Locale.ROOT,
                "epoch %d of %d, %s %.4f, after %s",
                epoch,
                settings.epochs(),
                loss,
                mean,
                since(begin)));
  }

  /** A run file whose first side's numbers are opened with it, and some of it held out. */
  private RunFile withNumbers(Path data) {
    DataConfig given = file(data).config().data();
    return given.holdOut() > 0
        ? file(data, NUMBERS)
        : file(data, NUMBERS, "data.holdOut=" + TEST_SHARE);
  }

  private static String since(long begin) {
    return Quantities.time(Duration.ofNanos(System.nanoTime() - begin));
  }

  private static Settings settings(
      int epochs, int batchSize, double learningRate, long seed, String device) {
    try {
      return new Settings(epochs, batchSize, learningRate, seed, device);
    } catch (InvalidValueException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** The parts for training and testing where the data has them; else a share is held out. */
  private Sides sides(Path data) {
    DataConfig given = file(data).config().data();
    if (given.holdOut() > 0) {
      return new Sides(file(data), null);
    }
    if (given.split() != null) {
      throw new GanException(
          data
              + " chooses its samples by data.split: set data.holdOut, to test on a share of them");
    }
    return hasParts(given.reader())
        ? new Sides(file(data, "data.split=train"), file(data, "data.split=test"))
        : new Sides(file(data, "data.holdOut=" + TEST_SHARE), null);
  }

  private static boolean hasParts(DatasetReader reader) {
    try {
      reader.part("train");
      reader.part("test");
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }

  /** A run file whose data this is; of the rest nothing is used. */
  private RunFile file(Path data, String... changes) {
    if (data.toString().matches(".*\\.(ya?ml|json)") && Files.isRegularFile(data)) {
      return gan.read(data, changes);
    }
    List<String> all = new ArrayList<>();
    all.add("data={reader: " + gan.line(DatasetReader.class, gan.detectReader(data)) + "}");
    all.addAll(List.of(changes));
    return gan.preset(Gan.DEFAULT_PRESET, all.toArray(String[]::new));
  }
}
