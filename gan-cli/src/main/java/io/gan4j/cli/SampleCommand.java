package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.Gan;
import io.gan4j.core.picture.Png;
import io.gan4j.core.picture.SampleGrid;
import io.gan4j.core.run.ExportedSamples;
import io.gan4j.core.run.Npy;
import io.gan4j.core.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tensorflow.ndarray.FloatNdArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan sample}: samples from a trained generator. */
@Command(
    name = "sample",
    description = "Draw samples from a trained generator, as a picture or as numbers.")
final class SampleCommand implements Callable<Integer> {
  private static final int MOST = 10_000_000;

  private final Gan gan;
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "RUN_DIR|SAVED_MODEL",
      description = "A run's directory, or an exported generator.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path source;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "64",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Equal seeds give equal samples (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = ".png: a grid; .npy: float32 [N, …] in the data's own range.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Inject
  SampleCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    String name = out.getFileName().toString();
    if (!name.endsWith(".png") && !name.endsWith(".npy")) {
      throw new UsageException("--out must end in .png or .npy, found " + out);
    }
    if (count < 1 || count > MOST) {
      throw new UsageException("--count must be between 1 and " + MOST + ", found " + count);
    }
    try (GeneratorModel model = gan.load(modelOf(source))) {
      FloatNdArray samples = model.sample(seed, count);
      if (name.endsWith(".npy")) {
        Npy.write(samples, out);
      } else {
        Png.write(
            SampleGrid.render(
                samples, ExportedSamples.imageSpace(model.metadata(), samples.shape())),
            out);
      }
    }
    console.err().println("gan: " + count + " samples in " + out);
    return CommandLineRunner.DONE;
  }

  /** The SavedModel of a run directory, or the folder itself. */
  static Path modelOf(Path source) {
    if (Files.isRegularFile(source.resolve("saved_model.pb"))
        || !Files.isRegularFile(source.resolve("config.yaml"))) {
      return source;
    }
    RunDirectory run = RunDirectory.open(source);
    if (!Files.isDirectory(run.model())) {
      throw new GanException(
          source
              + " holds no model/ yet: the run has not ended; stop it with Ctrl-C, or let it finish");
    }
    return run.model();
  }
}
