package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.components.metric.LaplacianPyramid.Plane;
import io.gan4j.testkit.FakeEvaluation;
import io.gan4j.testkit.FakeSamples;
import io.gan4j.testkit.MetricContract;
import io.gan4j.testkit.MetricContract.Case;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Patches of a Laplacian pyramid")
class PatchesTest {
  private static FakeSamples images(int side, double[][] rows) {
    return FakeSamples.of(SampleSpace.images(side, side, 1), rows);
  }

  private static double[][] mapped(double[][] table, double gain, double offset) {
    return Arrays.stream(table)
        .map(row -> Arrays.stream(row).map(v -> gain * v + offset).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] cubed(double[][] table) {
    return Arrays.stream(table)
        .map(row -> Arrays.stream(row).map(v -> v * v * v).toArray())
        .toArray(double[][]::new);
  }

  @TestFactory
  @DisplayName("keep the contract of a metric")
  Stream<DynamicTest> contract() {
    // images of one pixel: a patch is the pixel, and a direction its sign
    return MetricContract.of(
            new PatchWasserstein(1, 1, 3),
            new Case(
                "are as far apart as scipy.stats.wasserstein_distance has normalised pixels",
                FakeEvaluation.of(
                    images(1, Tables.waves(48, 1, 2)), images(1, cubed(Tables.waves(64, 1, 1)))),
                "patch-wasserstein",
                0.3188114011113681,
                1e-12),
            new Case(
                "do not mind brightness and contrast",
                FakeEvaluation.of(
                    images(1, mapped(Tables.waves(48, 1, 2), 0.3, 5)),
                    images(1, Tables.waves(48, 1, 2))),
                "patch-wasserstein",
                0,
                1e-12))
        .tests();
  }

  /** Smooth images, the same for every power, with fine details of their own. */
  private static double[][] detailed(double s, int power) {
    double[][] smooth = Tables.waves(60, 32 * 32, 1);
    double[][] details = Tables.waves(60, 32 * 32, s);
    for (int image = 0; image < smooth.length; image++) {
      Plane half = LaplacianPyramid.down(new Plane(32, 32, smooth[image]));
      smooth[image] = LaplacianPyramid.up(half, 32, 32).values();
      for (int i = 0; i < 32 * 32; i++) {
        smooth[image][i] += 0.1 * Math.pow(details[image][i], power);
      }
    }
    return smooth;
  }

  @Test
  @DisplayName("tell images by their details where the rest is the same")
  void details() {
    PatchWasserstein metric = new PatchWasserstein(1, 64, 4);
    FakeEvaluation sparse =
        FakeEvaluation.of(images(32, detailed(2, 9)), images(32, detailed(3, 1)));
    FakeEvaluation alike =
        FakeEvaluation.of(images(32, detailed(2, 1)), images(32, detailed(3, 1)));
    double found = MetricContract.value(metric, sparse, "patch-wasserstein-32");
    assertThat(found)
        .isGreaterThan(3 * MetricContract.value(metric, alike, "patch-wasserstein-32"))
        .isGreaterThan(3 * MetricContract.value(metric, sparse, "patch-wasserstein-16"));
  }

  @Test
  @DisplayName("come from levels that scipy.ndimage's filter gives too")
  void pyramid() {
    double[] image =
        Arrays.stream(Tables.waves(32, 32, 1)).flatMapToDouble(Arrays::stream).toArray();
    List<Plane> levels = LaplacianPyramid.of(new Plane(32, 32, image), 2);
    assertThat(levels.get(1).values()[3 * 16 + 5]).isCloseTo(0.055716546176590775, within(1e-14));
    assertThat(levels.get(1).values()[255]).isCloseTo(-0.19191795659723032, within(1e-14));
    assertThat(levels.get(0).values()[0]).isCloseTo(0.5310995313036271, within(1e-14));
    assertThat(levels.get(0).values()[17 * 32 + 30]).isCloseTo(1.0035502596549362, within(1e-14));
    assertThat(levels.get(0).values()[1023]).isCloseTo(0.7068953772416341, within(1e-14));
  }

  @Test
  @DisplayName("have levels down to a side of 16")
  void sides() {
    assertThat(LaplacianPyramid.sides(28)).containsExactly(28);
    assertThat(LaplacianPyramid.sides(32)).containsExactly(32, 16);
    assertThat(LaplacianPyramid.sides(128)).containsExactly(128, 64, 32, 16);
  }

  @Test
  @DisplayName("refuse images that are smaller than a patch")
  void small() {
    FakeSamples tiny = images(4, new double[3][16]);
    assertThatThrownBy(() -> new PatchWasserstein(7, 8, 8).measure(FakeEvaluation.of(tiny, tiny)))
        .hasMessageContaining("patches of 7 pixels, and these images have a side of 4");
  }
}
