package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.components.projection.LatentProjection;
import io.gan4j.components.projection.LatentProjection.Found;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.ExportedSamples;
import io.gan4j.core.run.Npy;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.SampleGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan project}: the latents of given pictures. */
@Command(
    name = "project",
    description = "Find the latents of pictures: those whose samples are nearest to them.")
final class ProjectCommand implements Callable<Integer> {
  private final Gan gan;
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "RUN_DIR|SAVED_MODEL",
      description = "A run's directory, or an exported generator.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path source;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Pictures, brought to the size and channels of the generator's.")
  private List<Path> images = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      description = "A picture: each image, and beside it what is nearest.")
  private @Nullable Path out;

  @Option(
      names = "--latents",
      paramLabel = "FILE.npy",
      description = "Where to write the latents: float32 [images, …].")
  private @Nullable Path latents;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      defaultValue = "4",
      description = "Starts of the search, of which the best is told (default: ${DEFAULT-VALUE}).")
  private int restarts;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "30",
      description = "Steps of each search at most (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the starts (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "The class of all pictures, of a conditional generator.")
  private @Nullable String label;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private TrustOption trust;

  @Inject
  ProjectCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    if (restarts < 1 || steps < 1) {
      throw new UsageException("--restarts and --steps must be 1 or more");
    }
    try (TrainedGenerator generator = TrainedGenerator.open(source, gan, trust, false, console)) {
      GeneratorModel model = generator.model();
      ConditionedSamples.requireNone(model, "project");
      SampleSpace space = ExportedSamples.space(model.metadata());
      if (!space.isImage()) {
        throw new UsageException(
            "gan project is for pictures in a bounded range; from Java: LatentProjection");
      }
      LatentProjection projection =
          new LatentProjection(model, GivenLabel.ofAll(model, label), restarts, steps, seed);
      float[] sought = pictures(model, space);
      List<Found> found = new ArrayList<>();
      int width = space.valuesPerSample();
      for (int i = 0; i < images.size(); i++) {
        float[] picture = Arrays.copyOfRange(sought, i * width, (i + 1) * width);
        found.add(projection.find(picture));
        tell(images.get(i), found.get(i), space);
      }
      write(found, sought, space);
    }
    return CommandLineRunner.DONE;
  }

  private void tell(Path image, Found found, SampleSpace space) {
    double share = found.distance() / (space.range().high() - space.range().low());
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: distance %.4f (root mean square, 1 is black against white), latents %.2f (root"
                + " mean square), from start %d of %d%n",
            image,
            share,
            found.norm(),
            found.start(),
            restarts);
  }

  /** The pictures as the networks see samples, one after the other. */
  private float[] pictures(GeneratorModel model, SampleSpace space) {
    String config = model.metadata().get("config");
    if (config == null) {
      throw new GanException("this model's metadata does not say how its data were prepared");
    }
    long[] shape = space.shape().asArray();
    Path folder = folder();
    try {
      for (int i = 0; i < images.size(); i++) {
        copy(images.get(i), folder, i);
      }
      RunFile file =
          gan.withData(
              gan.parse(
                  config,
                  "data={reader: {type: image-folder, path: .}, batchSize: 1, range: "
                      + (space.range().low() < 0 ? "symmetric" : "unit")
                      + ", channels: "
                      + (shape[2] == 1 ? "grey" : shape[2] == 3 ? "rgb" : "rgba")
                      + ", resize: {height: "
                      + shape[0]
                      + ", width: "
                      + shape[1]
                      + "}}"),
              folder);
      try (Dataset dataset = gan.data(file)) {
        if (dataset.size().orElse(0) != images.size()) {
          throw new GanException("some of these files are no pictures: " + dataset.description());
        }
        SampleSpace seen = dataset.space().withRange(space.range());
        Batch batch = new Batch(seen, images.size());
        dataset.read(LongStream.range(0, images.size()).toArray(), batch);
        return batch.decoded();
      }
    } finally {
      TrainedGenerator.remove(folder);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("gan4j-pictures-");
    } catch (IOException e) {
      throw new GanException("no temporary folder for the pictures: " + e, e);
    }
  }

  private static void copy(Path image, Path folder, int number) {
    String name = String.valueOf(image.getFileName());
    int dot = name.lastIndexOf('.');
    if (!Files.isRegularFile(image) || dot < 0) {
      throw new UsageException(image + ": no such picture");
    }
    try {
      Files.copy(
          image, folder.resolve(String.format(Locale.ROOT, "%05d", number) + name.substring(dot)));
    } catch (IOException e) {
      throw new GanException(image + " cannot be read: " + e, e);
    }
  }

  private void write(List<Found> found, float[] sought, SampleSpace space) {
    if (latents != null) {
      float[] all = new float[found.size() * found.get(0).latents().length];
      for (int i = 0; i < found.size(); i++) {
        float[] own = found.get(i).latents();
        System.arraycopy(own, 0, all, i * own.length, own.length);
      }
      Shape shape = Shape.of(found.size(), found.get(0).latents().length);
      Npy.write(NdArrays.wrap(shape, DataBuffers.of(all, true, false)), latents);
    }
    if (out != null) {
      int width = space.valuesPerSample();
      float[] pairs = new float[2 * sought.length];
      for (int i = 0; i < found.size(); i++) {
        System.arraycopy(sought, i * width, pairs, 2 * i * width, width);
        System.arraycopy(found.get(i).sample(), 0, pairs, (2 * i + 1) * width, width);
      }
      FloatNdArray both =
          NdArrays.wrap(
              space.shape().prepend(2L * found.size()), DataBuffers.of(pairs, true, false));
      Png.write(SampleGrid.render(both, space, 2), out);
    }
  }
}
