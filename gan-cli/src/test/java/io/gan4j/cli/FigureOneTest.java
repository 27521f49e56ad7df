package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.util.DoubleSummaryStatistics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

@Tag("slow")
@DisplayName("Figure 1 and the theory behind it (Goodfellow et al. 2014, section 4)")
class FigureOneTest {
  private final Gan gan = Gan.load();

  @Test
  @DisplayName("against a generator that stands still, D becomes p_data / (p_data + p_g)")
  void optimalDiscriminator() {
    // G(z) = 1 + 1.5 z with normal z: p_g is N(1, 1.5²), the data N(0, 1)
    String frozen =
        """
        name: frozen
        data: {reader: {type: gaussian, mean: 0, stddev: 1}, batchSize: 1024}
        latents: {type: normal, size: 1}
        generator:
          network: {type: layers, layers: [{type: dense, units: 1, kernel: 1.5, bias: 1}]}
        discriminator:
          network: {type: mlp, units: [64, 64], activation: elu}
          optimizer: {type: adam, learningRate: {type: cosine, from: 3.0e-3, to: 1.0e-5}}
        loss: minimax
        training: {steps: 6000, phases: [{name: d, moves: [discriminator]}]}
        samples: {every: 0}
        """;
    try (Training training = gan.open(gan.parse(frozen))) {
      training.run();
      float[] points = new float[201];
      for (int i = 0; i < points.length; i++) {
        points[i] = (float) (-1.96 + 2 * 1.96 * i / (points.length - 1));
      }
      float[] scores =
          values(
              training
                  .session()
                  .score(
                      NdArrays.wrap(
                          Shape.of(points.length, 1), DataBuffers.of(points, false, false))));
      double worst = 0;
      for (int i = 0; i < points.length; i++) {
        double data = normal(points[i], 0, 1);
        double optimum = data / (data + normal(points[i], 1, 1.5));
        worst = Math.max(worst, Math.abs(1 / (1 + Math.exp(-scores[i])) - optimum));
      }
      assertThat(worst).as("largest distance from the optimum").isLessThan(0.03);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @DisplayName("trained together, G's density becomes the data's and V becomes -log 4")
  void together(long seed) {
    try (Training training =
        gan.open(gan.preset("gaussian-1d", "seed=" + seed, "samples.every=0"))) {
      DoubleSummaryStatistics value = new DoubleSummaryStatistics();
      long last = training.config().training().steps() - 500;
      training.run(
          event -> {
            if (event instanceof StepCompleted done && done.step() > last) {
              // the discriminator minimises -V
              value.accept(
                  -done.phases()
                      .get(0)
                      .report()
                      .losses()
                      .getOrDefault(Player.DISCRIMINATOR, Double.NaN));
            }
          });
      float[] samples = values(training.sample(50_000, 99));
      assertThat(divergence(samples, training.dataset().density().orElseThrow()))
          .as("KL(p_g || p_data)")
          .isLessThan(0.02);
      assertThat(value.getAverage()).as("V").isCloseTo(-Math.log(4), within(0.05));
    }
  }

  /** KL of the samples' histogram in 100 bins over the density's window against the density. */
  private static double divergence(float[] samples, Density density) {
    Range window = density.window().get(0);
    int bins = 100;
    double width = (window.high() - window.low()) / bins;
    int[] counts = new int[bins];
    for (float sample : samples) {
      int bin = (int) Math.floor((sample - window.low()) / width);
      assertThat(bin).as("bin of sample " + sample).isBetween(0, bins - 1);
      counts[bin]++;
    }
    double divergence = 0;
    for (int i = 0; i < bins; i++) {
      double left = window.low() + i * width;
      double mass = 0;
      for (int j = 0; j < 20; j++) {
        mass += density.at(left + (j + 0.5) * width / 20) * width / 20;
      }
      double share = (double) counts[i] / samples.length;
      divergence += share == 0 ? 0 : share * Math.log(share / mass);
    }
    return divergence;
  }

  private static double normal(double x, double mean, double stddev) {
    double z = (x - mean) / stddev;
    return Math.exp(-z * z / 2) / (stddev * Math.sqrt(2 * Math.PI));
  }

  private static float[] values(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
