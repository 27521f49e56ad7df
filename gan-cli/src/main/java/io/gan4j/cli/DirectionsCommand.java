package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.Maker;
import io.gan4j.components.projection.LatentDirections;
import io.gan4j.components.projection.LatentDirections.Direction;
import io.gan4j.core.Gan;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.run.ExportedSamples;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.SampleGrid;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan directions}: what the latents of a generator change most. */
@Command(
    name = "directions",
    description = "Show the directions of latents that change samples most, a row for each.")
final class DirectionsCommand implements Callable<Integer> {
  private static final int SAMPLES = 32;
  private static final int PER_ROW = 9;

  /** What directions are found by. */
  enum Of {
    /** What latents do to samples. */
    EFFECTS,
    /** The weights of the layer that takes the latents. */
    WEIGHTS
  }

  private final Gan gan;
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "RUN_DIR|SAVED_MODEL",
      description = "A run's directory, or an exported generator.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path source;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.png",
      description = "The picture: along each row the latents go along a direction.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Option(
      names = "--of",
      paramLabel = "WHAT",
      defaultValue = "effects",
      description =
          "effects (principal axes of what latents do to samples) or weights (of the first layer's"
              + " weights, of a run's directory). Default: ${DEFAULT-VALUE}.")
  private Of of = Of.EFFECTS;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "8",
      description = "Directions to show (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--reach",
      paramLabel = "R",
      defaultValue = "3",
      description = "How far to go either way (default: ${DEFAULT-VALUE}).")
  private double reach;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the latents in the middle (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "The class of all samples, of a conditional generator.")
  private @Nullable String label;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private TrustOption trust;

  @Inject
  DirectionsCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    if (count < 1 || !(reach > 0) || !Double.isFinite(reach)) {
      throw new UsageException("--count must be 1 or more, and --reach above 0");
    }
    try (TrainedGenerator generator = TrainedGenerator.open(source, gan, trust, false, console)) {
      GeneratorModel model = generator.model();
      ConditionedSamples.requireNone(model, "directions");
      Integer shown = GivenLabel.ofAll(model, label);
      FloatNdArray middle = model.drawLatents(seed, 1);
      List<Direction> directions =
          of == Of.EFFECTS
              ? LatentDirections.ofEffects(model, shown, SAMPLES, seed)
              : LatentDirections.ofWeights(kernel(Math.toIntExact(middle.size())));
      List<Direction> strongest = directions.subList(0, Math.min(count, directions.size()));
      FloatNdArray samples = along(model, middle, strongest, shown);
      Png.write(
          SampleGrid.render(
              samples,
              ExportedSamples.imageSpace(generator.folder(), model.metadata(), samples.shape()),
              PER_ROW),
          out);
      for (int i = 0; i < strongest.size(); i++) {
        console
            .out()
            .printf(
                Locale.ROOT,
                "direction %d: %.1f %% of all change%n",
                i + 1,
                100 * strongest.get(i).share());
      }
    }
    return CommandLineRunner.DONE;
  }

  private FloatNdArray along(
      GeneratorModel model,
      FloatNdArray middle,
      List<Direction> directions,
      @Nullable Integer shown) {
    float[] from = new float[Math.toIntExact(middle.size())];
    middle.copyTo(DataBuffers.of(from, false, false));
    int rows = directions.size() * PER_ROW;
    float[] all = new float[rows * from.length];
    for (int row = 0; row < rows; row++) {
      double[] direction = directions.get(row / PER_ROW).values();
      double far = reach * (2.0 * (row % PER_ROW) / (PER_ROW - 1) - 1);
      for (int i = 0; i < from.length; i++) {
        all[row * from.length + i] = (float) (from[i] + far * direction[i]);
      }
    }
    int[] labels = null;
    if (shown != null) {
      labels = new int[rows];
      Arrays.fill(labels, shown);
    }
    return model.generate(
        NdArrays.wrap(middle.shape().tail().prepend(rows), DataBuffers.of(all, true, false)),
        labels);
  }

  /** Weights of the first layer that has a kernel, those of the latents. */
  private double[][] kernel(int latents) {
    if (!CheckedRun.isRun(source)) {
      throw new UsageException("--of weights is for a run's directory");
    }
    CheckedRun run = CheckedRun.open(gan, source, console);
    Checkpoint checkpoint = CheckpointChoice.of(run.directory(), false, console);
    Player maker =
        Maker.of(CheckedRun.file(gan, checkpoint).config().game().pairings()).get(0).player();
    String named = maker.key() + "/\\d+\\.[a-z0-9-]+/kernel";
    String name =
        checkpoint.state().keySet().stream()
            .filter(key -> key.matches(named))
            .min(Comparator.comparingInt(key -> Integer.parseInt(key.split("[/.]", -1)[1])))
            .orElseThrow(() -> new UsageException("--of weights: this generator has no kernel"));
    NdArray<?> averaged = checkpoint.state().get(name + "/average");
    NdArray<?> found = averaged == null ? checkpoint.state().get(name) : averaged;
    if (!(found instanceof FloatNdArray kernel)
        || kernel.rank() != 2
        || kernel.shape().get(0) < latents) {
      throw new UsageException(
          "--of weights: the first layer, " + name + ", is no dense one that takes the latents");
    }
    Shape shape = kernel.shape();
    double[][] weights = new double[latents][Math.toIntExact(shape.get(1))];
    for (int i = 0; i < latents; i++) {
      for (int k = 0; k < weights[i].length; k++) {
        weights[i][k] = kernel.getFloat(i, k);
      }
    }
    return weights;
  }
}
