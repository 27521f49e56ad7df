package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.components.metric.MultiScaleSimilarity.Plane;
import io.gan4j.testkit.FakeEvaluation;
import io.gan4j.testkit.FakeSamples;
import io.gan4j.testkit.MetricContract;
import io.gan4j.testkit.MetricContract.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Metrics of sets of samples")
class SetsTest {
  private static final double[][] REAL = Tables.waves(60, 4, 1);
  private static final double[][] FAKE = Tables.waves(50, 4, 2, 0.3);
  private static final FakeEvaluation WAVES =
      FakeEvaluation.of(FakeSamples.of(FAKE), FakeSamples.of(REAL));
  private static final FakeEvaluation LINE =
      FakeEvaluation.of(FakeSamples.of(0.4, 9, 1.6, 9.1), FakeSamples.of(0, 1, 2, 3));

  @TestFactory
  @DisplayName("Precision and recall keep the contract")
  Stream<DynamicTest> precisionRecall() {
    // real balls of radius 1 around 0..3; generated ones 0.4±1.2, 9±0.1, 1.6±1.2, 9.1±0.1
    return MetricContract.of(
            new PrecisionRecall(1),
            new Case("has half of four points within reach", LINE, "precision", 0.5),
            new Case("reaches three of four real points", LINE, "recall", 0.75))
        .tests();
  }

  @Test
  @DisplayName("Precision, recall, density and coverage are what NumPy gives")
  void manifolds() {
    assertThat(MetricContract.value(new PrecisionRecall(3), WAVES, "precision")).isEqualTo(0.88);
    assertThat(MetricContract.value(new PrecisionRecall(3), WAVES, "recall")).isEqualTo(0.9);
    assertThat(MetricContract.value(new DensityCoverage(5), WAVES, "density"))
        .isCloseTo(0.832, within(1e-12));
    assertThat(MetricContract.value(new DensityCoverage(5), WAVES, "coverage"))
        .isCloseTo(58 / 60.0, within(1e-12));
  }

  @Test
  @DisplayName("Precision, recall, density and coverage are what NumPy gives for 200 against 150")
  void largerManifolds() {
    FakeEvaluation larger =
        FakeEvaluation.of(
            FakeSamples.of(Tables.waves(150, 10, 2, 0.2)),
            FakeSamples.of(Tables.waves(200, 10, 1)));
    assertThat(MetricContract.value(new PrecisionRecall(3), larger, "precision")).isEqualTo(0.94);
    assertThat(MetricContract.value(new PrecisionRecall(3), larger, "recall")).isEqualTo(0.99);
    assertThat(MetricContract.value(new DensityCoverage(5), larger, "density"))
        .isCloseTo(0.7946666666666666, within(1e-12));
    assertThat(MetricContract.value(new DensityCoverage(5), larger, "coverage")).isEqualTo(0.93);
  }

  @TestFactory
  @DisplayName("Density and coverage keep the contract")
  Stream<DynamicTest> densityCoverage() {
    return MetricContract.of(
            new DensityCoverage(1),
            new Case("counts the balls a point lies in", LINE, "density", (2 + 0 + 2 + 0) / 4.0),
            new Case("counts the real points that are reached", LINE, "coverage", 0.75))
        .tests();
  }

  @Test
  @DisplayName("Neighbours refuse fewer samples than there are to be neighbours")
  void tooFew() {
    assertThatThrownBy(() -> new PrecisionRecall(4).measure(LINE))
        .hasMessageContaining("needs more than 4 samples, there are 4");
  }

  @TestFactory
  @DisplayName("The classifier score keeps the contract")
  Stream<DynamicTest> classifierScore() {
    FakeSamples sure =
        FakeSamples.of(0, 0, 0).withProbabilities(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    FakeSamples unsure =
        FakeSamples.of(0, 0).withProbabilities(new double[][] {{.5, .5}, {.5, .5}});
    return MetricContract.of(
            new ClassifierScore(1),
            new Case(
                "is the number of classes at best", FakeEvaluation.of(sure), "classifier-score", 3),
            new Case("is 1 at worst", FakeEvaluation.of(unsure), "classifier-score", 1))
        .tests();
  }

  @Test
  @DisplayName("The classifier score is what NumPy gives, in parts")
  void scoreInParts() {
    double[][] probabilities = new double[FAKE.length][];
    for (int i = 0; i < FAKE.length; i++) {
      double[] row = Arrays.stream(FAKE[i]).map(v -> Math.exp(3 * v)).toArray();
      double sum = Arrays.stream(row).sum();
      probabilities[i] = Arrays.stream(row).map(v -> v / sum).toArray();
    }
    var value =
        new ClassifierScore(5)
            .measure(FakeEvaluation.of(FakeSamples.of(FAKE).withProbabilities(probabilities)))
            .get(0);
    assertThat(value.value()).isCloseTo(1.852963449896253, within(1e-12));
    assertThat(Objects.requireNonNull(value.spread()).standardError())
        .isCloseTo(0.028772807030404957, within(1e-12));
  }

  private static FakeSamples classified(int[] labels, int... found) {
    double[][] probabilities = new double[found.length][3];
    for (int i = 0; i < found.length; i++) {
      Arrays.fill(probabilities[i], 0.1);
      probabilities[i][found[i]] = 0.8;
    }
    return FakeSamples.of(new double[found.length])
        .withProbabilities(probabilities)
        .withLabels(labels);
  }

  @TestFactory
  @DisplayName("Accuracy by class keeps the contract")
  Stream<DynamicTest> accuracy() {
    FakeEvaluation evaluation =
        FakeEvaluation.of(
            classified(new int[] {0, 1, 2, 0}, 0, 1, 1, 0), classified(new int[] {0, 1}, 0, 0));
    return MetricContract.of(
            new ClassAccuracy(),
            new Case("is the share of the right class", evaluation, "class-accuracy", 0.75),
            new Case("of data tells the limit", evaluation, "class-accuracy-of-data", 0.5))
        .tests();
  }

  @TestFactory
  @DisplayName("Coverage of classes keeps the contract")
  Stream<DynamicTest> classes() {
    FakeEvaluation evaluation =
        FakeEvaluation.of(classified(new int[4], 0, 0, 0, 1), classified(new int[4], 0, 1, 1, 2));
    return MetricContract.of(
            new ClassCoverage(),
            new Case("counts the classes hit", evaluation, "classes-hit", 2),
            new Case("counts those of the data", evaluation, "classes-hit-of-data", 3),
            new Case("tells their shares", evaluation, "class-share-0", 0.75),
            new Case(
                "is the divergence of the shares",
                evaluation,
                "class-divergence",
                0.75 * Math.log(3) + 0.25 * Math.log(0.5)))
        .tests();
  }

  @Test
  @DisplayName("Of a thousand classes coverage counts, and lists no shares")
  void manyClasses() {
    double[][] probabilities = new double[3][1000];
    probabilities[0][7] = 1;
    probabilities[1][7] = 1;
    probabilities[2][999] = 1;
    FakeSamples samples = FakeSamples.of(0, 0, 0).withProbabilities(probabilities);
    assertThat(new ClassCoverage().measure(FakeEvaluation.of(samples, samples)))
        .extracting(value -> value.name() + " " + value.value())
        .containsExactly("class-divergence 0.0", "classes-hit 2.0", "classes-hit-of-data 2.0");
  }

  private record Two() implements Density {
    @Override
    public double at(double... point) {
      return 0;
    }

    @Override
    public List<Range> window() {
      return List.of(new Range(-1, 11));
    }

    @Override
    public List<double[]> modes() {
      return List.of(new double[] {0}, new double[] {10});
    }
  }

  @TestFactory
  @DisplayName("Coverage of modes keeps the contract")
  Stream<DynamicTest> modes() {
    // deviation 1 of the real samples: within 3 of a mode are 0.5, −2.9 and none of mode 10
    FakeEvaluation evaluation =
        FakeEvaluation.of(FakeSamples.of(0.5, -2.9, 6, 4.9), FakeSamples.of(-1, 1, 9, 11))
            .withDensity(new Two());
    return MetricContract.of(
            new ModeCoverage(3),
            new Case("counts a mode with a sample near", evaluation, "modes-hit", 0.5),
            new Case("counts the samples near a mode", evaluation, "samples-near-a-mode", 0.5),
            new Case(
                "compares the shares of the modes",
                evaluation,
                "mode-divergence",
                0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)))
        .tests();
  }

  @TestFactory
  @DisplayName("Sliced Wasserstein keeps the contract")
  Stream<DynamicTest> sliced() {
    return MetricContract.of(
            new SlicedWasserstein(64),
            new Case(
                "is the exact distance where there is one dimension",
                FakeEvaluation.of(FakeSamples.of(3, 1, 2), FakeSamples.of(6, 5, 7)),
                "sliced-wasserstein",
                4),
            new Case(
                "is 2/π of the shift in the plane, up to the choice of directions",
                FakeEvaluation.of(
                    FakeSamples.of(new double[][] {{0, 0}}),
                    FakeSamples.of(new double[][] {{3, 4}})),
                "sliced-wasserstein",
                5 * 2 / Math.PI,
                0.5))
        .tests();
  }

  @TestFactory
  @DisplayName("Memorisation keeps the contract")
  Stream<DynamicTest> memorization() {
    FakeSamples training = FakeSamples.of(0, 10, 20, 30);
    FakeEvaluation copies =
        FakeEvaluation.of(FakeSamples.of(0, 10.5, 22, 32))
            .withHeldOut(FakeSamples.of(1, 12, 23, 26))
            .withTraining(training);
    // held-out distances 1, 2, 3, 4: the limit is 2; the generated ones are 0, ½, 2, 2
    return MetricContract.of(
            new Memorization(0.25),
            new Case("counts what is nearer than held-out samples", copies, "copied-share", 0.5),
            new Case("compares the medians", copies, "nearest-ratio", 2 / 3.0))
        .tests();
  }

  @Test
  @DisplayName("Memorisation refuses a baseline that was trained on")
  void noBaseline() {
    FakeSamples training = FakeSamples.of(0, 10, 20, 30);
    assertThatThrownBy(
            () ->
                new Memorization(0.25)
                    .measure(
                        FakeEvaluation.of(FakeSamples.of(1, 2))
                            .withHeldOut(training)
                            .withTraining(training)))
        .hasMessageContaining("name others under evaluation.data, or set data.holdOut");
  }

  @Test
  @DisplayName("Memorisation refuses a baseline too small for its quantile")
  void smallBaseline() {
    assertThatThrownBy(
            () ->
                new Memorization(0.01)
                    .measure(
                        FakeEvaluation.of(FakeSamples.of(1, 2))
                            .withHeldOut(FakeSamples.of(3, 4))
                            .withTraining(FakeSamples.of(1, 2))))
        .hasMessage(
            "memorisation with quantile 0.01 needs 100 samples that were not trained on, there are"
                + " 2: hold out more, or set the quantile higher");
  }

  @TestFactory
  @DisplayName("The discriminator's bound keeps the contract")
  Stream<DynamicTest> bound() {
    FakeEvaluation undecided =
        FakeEvaluation.of(
            FakeSamples.of(0, 0).withScores(0, 0), FakeSamples.of(0, 0).withScores(0, 0));
    FakeEvaluation certain =
        FakeEvaluation.of(
            FakeSamples.of(0, 0).withScores(-800, -900), FakeSamples.of(0, 0).withScores(900, 800));
    return MetricContract.of(
            new DiscriminatorDivergence(),
            new Case("is 0 where D is ½ everywhere", undecided, "jensen-shannon-bound", 0),
            new Case(
                "the value of the game is then −log 4",
                undecided,
                "value-of-the-game",
                -Math.log(4)),
            new Case("is log 2 where D is certain", certain, "jensen-shannon-bound", Math.log(2)))
        .tests();
  }

  @TestFactory
  @DisplayName("The critic's distance keeps the contract")
  Stream<DynamicTest> critic() {
    return MetricContract.of(
            new CriticDistance(),
            new Case(
                "is the difference of the mean scores",
                FakeEvaluation.of(
                    FakeSamples.of(0, 0).withScores(1, 2), FakeSamples.of(0.0).withScores(5)),
                "critic-distance",
                3.5))
        .tests();
  }

  @Test
  @DisplayName("The best discriminator's bound is the Jensen–Shannon divergence: theorem 1")
  void bestDiscriminator() {
    // the coins (½, ½) and (⅛, ⅞), every face as often as it falls, with the logit log p/q
    double head = Math.log(4);
    double tail = Math.log(4 / 7.0);
    FakeEvaluation coins =
        FakeEvaluation.of(
            FakeSamples.of(new double[8])
                .withScores(head, tail, tail, tail, tail, tail, tail, tail),
            FakeSamples.of(0, 0).withScores(head, tail));
    assertThat(MetricContract.value(new DiscriminatorDivergence(), coins, "jensen-shannon-bound"))
        .isCloseTo(
            Divergences.jensenShannon(new double[] {0.5, 0.5}, new double[] {0.125, 0.875}),
            within(1e-15));
  }

  @Test
  @DisplayName("The best critic's estimate is the Wasserstein distance")
  void bestCritic() {
    // generated samples all lie to the left, so that the best critic of slope 1 is f(x) = x
    double[] real = {5, 6, 7.5};
    double[] generated = {1, 2, 4.5};
    FakeEvaluation moved =
        FakeEvaluation.of(
            FakeSamples.of(generated).withScores(generated), FakeSamples.of(real).withScores(real));
    assertThat(MetricContract.value(new CriticDistance(), moved, "critic-distance"))
        .isCloseTo(
            MetricContract.value(new Wasserstein1d(), moved, "wasserstein-1"), within(1e-15));
  }

  @Test
  @DisplayName("What the discriminator says has the standard error of two means")
  void spreadOfScores() {
    // deviations √½ and √8, two samples each
    MetricValue.Spread spread =
        Objects.requireNonNull(
            new CriticDistance()
                .measure(
                    FakeEvaluation.of(
                        FakeSamples.of(0, 0).withScores(1, 2),
                        FakeSamples.of(0, 0).withScores(5, 1)))
                .get(0)
                .spread());
    assertThat(spread.standardError()).isCloseTo(Math.sqrt(0.25 + 4), within(1e-15));
    // softplus of ±40 is 40 or 0 in float64: V = −20 − 20, its halves have deviations √800
    List<MetricValue> values =
        new DiscriminatorDivergence()
            .measure(
                FakeEvaluation.of(
                    FakeSamples.of(0, 0).withScores(40, -40),
                    FakeSamples.of(0, 0).withScores(40, -40)));
    assertThat(Objects.requireNonNull(values.get(1).spread()).standardError())
        .isCloseTo(Math.sqrt(800), within(1e-9));
    assertThat(Objects.requireNonNull(values.get(0).spread()).standardError())
        .isCloseTo(Math.sqrt(800) / 2, within(1e-9));
  }

  @Test
  @DisplayName("Shares have the standard error of a share, and none of many is not none at all")
  void spreadOfShares() {
    MetricValue recall = new PrecisionRecall(1).measure(LINE).get(1);
    assertThat(Objects.requireNonNull(recall.spread()).standardError())
        .isCloseTo(Math.sqrt(5 / 8.0 * 3 / 8.0 / 8), within(1e-15));
    assertThat(recall.spread().method()).isEqualTo("real samples");
    // the rule of three: with 95 % certainty below 3/n
    assertThat(Objects.requireNonNull(Statistics.ofShare(0, 1000, "")).halfWidth())
        .isCloseTo(0.003, within(3e-4));
  }

  private static FakeSamples images(double[]... images) {
    return FakeSamples.of(SampleSpace.images(24, 24, 1), images);
  }

  private static double[] constant(double value) {
    double[] image = new double[24 * 24];
    Arrays.fill(image, value);
    return image;
  }

  private static double[] wave(double s) {
    return Arrays.stream(Tables.waves(24, 24, s))
        .flatMapToDouble(Arrays::stream)
        .map(v -> (v + 1.25) / 2.5)
        .toArray();
  }

  @TestFactory
  @DisplayName("MS-SSIM keeps the contract")
  Stream<DynamicTest> similarity() {
    double c1 = 1e-4;
    double lastWeight = 0.3001 / (0.0448 + 0.2856 + 0.3001);
    return MetricContract.of(
            new MultiScaleSimilarity(),
            new Case(
                "is 1 for images that are the same",
                FakeEvaluation.of(images(wave(1), wave(1)), images(constant(0.2), constant(0.4))),
                "ms-ssim",
                1),
            new Case(
                "is the luminance of the last scale for constant images",
                FakeEvaluation.of(images(wave(1), wave(1)), images(constant(0.2), constant(0.4))),
                "ms-ssim-of-data",
                Math.pow((2 * 0.2 * 0.4 + c1) / (0.04 + 0.16 + c1), lastWeight)))
        .tests();
  }

  @Test
  @DisplayName("MS-SSIM is what NumPy gives")
  void similarityOfWaves() {
    double[] a = wave(1);
    double[] b = wave(2);
    for (int i = 0; i < b.length; i++) {
      b[i] = 0.7 * a[i] + 0.3 * b[i];
    }
    assertThat(MultiScaleSimilarity.similarity(new Plane(24, 24, a), new Plane(24, 24, b), 1))
        .isCloseTo(0.9583049213869155, within(1e-12));
  }
}
