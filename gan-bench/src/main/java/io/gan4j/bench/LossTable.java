package io.gan4j.bench;

import io.gan4j.api.DivergedException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.random.RandomKey;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Every loss with two architectures and three penalties, 300 steps each on the embedded digits: how
 * far the generator comes, as the change of the {@link PixelFrechet Fréchet distance} to the data,
 * printed as a table in Markdown. One sitting on two cores.
 */
public final class LossTable {
  private static final int STEPS = 300;
  private static final int SAMPLES = 2000;
  private static final int PIXELS = 784;
  private static final long SAMPLING_SEED = 99;
  private static final List<String> LOSSES =
      List.of(
          "minimax",
          "non-saturating",
          "squared-error",
          "cross-entropy, realTarget: 0.9",
          "flipped-labels, rate: 0.05, of: non-saturating",
          "least-squares",
          "hinge",
          "wasserstein",
          "relativistic-average",
          "relativistic-average, cost: hinge",
          "relativistic-average, cost: least-squares",
          "relativistic-pairing",
          "f-gan, divergence: kullback-leibler",
          "f-gan, divergence: reverse-kullback-leibler",
          "f-gan, divergence: pearson",
          "f-gan, divergence: squared-hellinger",
          "f-gan, divergence: jensen-shannon",
          "f-gan, divergence: gan",
          "began, gamma: 0.9, lambda: 0.03");
  private static final Map<String, String> PENALTIES = penalties();

  private static final String MLP = "{type: mlp, units: [128, 128]}";
  private static final String MLP_AUTO_ENCODER =
      "{type: layers, layers: [{type: reconstruction-error, body: [flatten,"
          + " {type: dense, units: 128, activation: elu}, {type: dense, units: 32},"
          + " {type: dense, units: 128, activation: elu}, {type: dense, units: 784},"
          + " {type: reshape, shape: [28, 28, 1]}]}]}";
  private static final String DCGAN = "{type: dcgan, baseChannels: 16}";
  private static final String DCGAN_CRITIC = "{type: dcgan, baseChannels: 16, norm: layer-norm}";
  private static final String DCGAN_AUTO_ENCODER =
      "{type: layers, layers: [{type: reconstruction-error, body: ["
          + "{type: conv2d, filters: 16, kernelSize: 5, stride: 2, activation: elu},"
          + " {type: conv2d, filters: 32, kernelSize: 5, stride: 2, activation: elu}, flatten,"
          + " {type: dense, units: 32}, {type: dense, units: 1568, activation: elu},"
          + " {type: reshape, shape: [7, 7, 32]},"
          + " {type: transposed-conv2d, filters: 16, kernelSize: 5, stride: 2, activation: elu},"
          + " {type: transposed-conv2d, filters: 1, kernelSize: 5, stride: 2}]}]}";

  private final Gan gan = Gan.load();

  private LossTable() {}

  private static Map<String, String> penalties() {
    Map<String, String> penalties = new LinkedHashMap<>();
    penalties.put("none", "[]");
    penalties.put("gradient penalty", "[{type: gradient-penalty, weight: 1}]");
    penalties.put("R1", "[{type: r1, gamma: 1}]");
    return penalties;
  }

  /**
   * Trains everything and prints the table.
   *
   * @param arguments a word that a loss must contain to be tried; all are, if absent
   */
  public static void main(String[] arguments) {
    LossTable table = new LossTable();
    System.out.println("| loss | mlp | mlp, GP | mlp, R1 | dcgan | dcgan, GP | dcgan, R1 |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String loss : LOSSES) {
      if (arguments.length == 0 || loss.contains(arguments[0])) {
        System.out.println("| `" + loss + "` | " + String.join(" | ", table.row(loss)) + " |");
      }
    }
  }

  private List<String> row(String loss) {
    List<String> cells = new ArrayList<>();
    boolean began = loss.startsWith("began");
    for (boolean convolutions : new boolean[] {false, true}) {
      for (String penalty : PENALTIES.values()) {
        String critic = penalty.equals("[]") ? DCGAN : DCGAN_CRITIC;
        String discriminator =
            convolutions ? (began ? DCGAN_AUTO_ENCODER : critic) : (began ? MLP_AUTO_ENCODER : MLP);
        cells.add(cell(loss, convolutions ? DCGAN : MLP, discriminator, penalty));
      }
    }
    return cells;
  }

  private String cell(String loss, String generator, String discriminator, String penalty) {
    String optimizer = "{type: adam, learningRate: 1.0e-3, beta1: 0.5}";
    RunFile file =
        gan.parse(
            String.format(
                Locale.ROOT,
                """
            name: table
            data: {reader: digits, batchSize: 32}
            latents: {type: normal, size: 32}
            generator: {network: %s, optimizer: %s}
            discriminator: {network: %s, optimizer: %s}
            loss: {type: %s}
            terms: %s
            training: {steps: %d}
            samples: {every: 0}
            """,
                generator,
                optimizer,
                discriminator,
                optimizer,
                loss,
                penalty,
                STEPS));
    try (Training training = gan.open(file)) {
      float[] real = real(training);
      double before = PixelFrechet.distance(real, fakes(training), PIXELS);
      training.run();
      double after = PixelFrechet.distance(real, fakes(training), PIXELS);
      return String.format(Locale.ROOT, "%+.0f %%", 100 * (after - before) / before);
    } catch (DivergedException e) {
      return "diverged at step " + e.step();
    }
  }

  private static float[] fakes(Training training) {
    FloatNdArray samples = training.sample(SAMPLES, SAMPLING_SEED);
    float[] values = new float[SAMPLES * PIXELS];
    samples.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private static float[] real(Training training) {
    Batch batch = new Batch(training.plan().samples(), SAMPLES);
    RandomKey key = RandomKey.of(2).split("real");
    long size = training.dataset().size().orElseThrow();
    training
        .dataset()
        .read(LongStream.range(0, SAMPLES).map(i -> key.below(i, size)).toArray(), batch);
    return batch.decoded();
  }
}
