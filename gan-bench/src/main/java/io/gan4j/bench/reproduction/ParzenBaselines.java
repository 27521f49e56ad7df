package io.gan4j.bench.reproduction;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.random.RandomKey;
import io.gan4j.core.Gan;
import io.gan4j.report.picture.SampleGrid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Why the log-likelihood of Goodfellow et al. 2014 misleads (Theis, van den Oord and Bethge 2016,
 * table 1): by the paper's own procedure on MNIST, training images handed back as samples, and
 * centres of k-means, which are blurred training images.
 */
public final class ParzenBaselines {
  private static final int PIXELS = 784;

  /** How much of the data is taken: the paper's, or less. */
  record Sizes(int training, int samples, int validation, int test, int iterations) {
    static final Sizes OF_THE_PAPER = new Sizes(50_000, 10_000, 1000, 10_000, 2);
  }

  /** One set of samples, as good as this. */
  private record Found(String samples, double logLikelihood, double standardError, double sigma) {}

  private final Gan gan = Gan.load();
  private final Sizes sizes;
  private final float[] training;
  private final float[] validation;
  private final float[] test;

  private ParzenBaselines(String reader, String testReader, Sizes sizes) {
    this.sizes = sizes;
    float[] all = images(reader, sizes.training + sizes.validation);
    training = java.util.Arrays.copyOf(all, sizes.training * PIXELS);
    validation = java.util.Arrays.copyOfRange(all, sizes.training * PIXELS, all.length);
    test = images(testReader, sizes.test);
  }

  /**
   * Measures both.
   *
   * @param arguments a folder for results, one for pictures, and one with MNIST's IDX files
   */
  public static void main(String[] arguments) {
    Path mnist = Path.of(arguments[2]).toAbsolutePath();
    String reader = "{type: idx, folder: \"" + mnist + "\", part: %s}";
    run(
        Output.of(arguments),
        String.format(Locale.ROOT, reader, "train"),
        String.format(Locale.ROOT, reader, "test"),
        Sizes.OF_THE_PAPER);
  }

  /** What k-means gains over training images, in nats. */
  static double run(Output output, String reader, String testReader, Sizes sizes) {
    return new ParzenBaselines(reader, testReader, sizes).measure(output);
  }

  private double measure(Output output) {
    List<Found> found = new ArrayList<>();
    int values = sizes.samples * PIXELS;
    found.add(discriminate("training images", java.util.Arrays.copyOf(training, values)));
    KMeans means = new KMeans(training, PIXELS, sizes.samples, RandomKey.of(1).split("k-means"));
    List<Double> squaredDistances = new ArrayList<>();
    for (int i = 0; i < sizes.iterations; i++) {
      squaredDistances.add(means.iterate());
      System.out.println("iteration " + i + ": " + squaredDistances.get(i));
    }
    found.add(discriminate("k-means centres", means.centres()));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("claim", "Parzen: training images score 243, k-means centres 313 (Theis et al.)");
    figures.put("sizes", sizes);
    figures.put("meanSquaredDistances", squaredDistances);
    figures.put("found", found);
    output.json("parzen-baselines", figures);
    output.picture(
        "k-means",
        SampleGrid.render(
            NdArrays.wrap(
                Shape.of(50, 28, 28, 1),
                DataBuffers.of(
                    java.util.Arrays.copyOf(means.centres(), 50 * PIXELS), false, false)),
            SampleSpace.images(28, 28, 1),
            10));
    return found.get(1).logLikelihood - found.get(0).logLikelihood;
  }

  private Found discriminate(String samples, float[] generated) {
    Parzen.Estimate estimate =
        new Parzen(SampleSpace.images(28, 28, 1)).of(generated, validation, test);
    Found found =
        new Found(samples, estimate.logLikelihood(), estimate.standardError(), estimate.sigma());
    System.out.println(found);
    return found;
  }

  private float[] images(String reader, int count) {
    String run =
        String.format(
            Locale.ROOT,
            """
        name: images
        data: {reader: %s, range: unit}
        generator: {network: {type: mlp, units: [8]}}
        discriminator: {network: {type: mlp, units: [8]}}
        """,
            reader);
    try (Dataset data = gan.data(gan.parse(run))) {
      Batch batch = new Batch(data.space(), count);
      data.read(LongStream.range(0, count).toArray(), batch);
      return batch.decoded();
    }
  }
}
