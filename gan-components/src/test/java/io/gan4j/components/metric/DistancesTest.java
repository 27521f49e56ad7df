package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.random.RandomKey;
import io.gan4j.testkit.FakeEvaluation;
import io.gan4j.testkit.FakeSamples;
import io.gan4j.testkit.MetricContract;
import io.gan4j.testkit.MetricContract.Case;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Distances between distributions")
class DistancesTest {
  private static final FakeEvaluation WAVES =
      FakeEvaluation.of(
          FakeSamples.of(Tables.waves(50, 6, 2, 0.1)), FakeSamples.of(Tables.waves(40, 6, 1)));

  private static final FakeEvaluation LARGER =
      FakeEvaluation.of(
          FakeSamples.of(Tables.waves(600, 40, 2, 0.1)), FakeSamples.of(Tables.waves(500, 40, 1)));

  private static final FakeEvaluation EQUAL =
      FakeEvaluation.of(
          FakeSamples.of(Tables.waves(40, 6, 1)), FakeSamples.of(Tables.waves(40, 6, 1)));

  @Nested
  @DisplayName("Fréchet")
  class Frechet {
    /** Four points: mean (m, 0), covariance diag(a², b²)·4/3. */
    private static double[][] cross(double m, double a, double b) {
      double[][] points = {{m + a, b}, {m + a, -b}, {m - a, b}, {m - a, -b}};
      return points;
    }

    @TestFactory
    @DisplayName("keeps the contract")
    Stream<DynamicTest> contract() {
      // Σ = diag(4a²/3, 4b²/3): ‖m₁ − m₂‖² + 4/3·((a₁ − a₂)² + (b₁ − b₂)²)
      double known = 9 + 4.0 / 3 * (1 + 4);
      return MetricContract.of(
              new FrechetDistance(),
              new Case("is 0 for equal samples", EQUAL, "frechet-distance", 0, 1e-12),
              new Case(
                  "is the closed form for Gaussians whose axes agree",
                  FakeEvaluation.of(FakeSamples.of(cross(0, 1, 2)), FakeSamples.of(cross(3, 2, 4))),
                  "frechet-distance",
                  known),
              new Case(
                  "works with covariances that are singular",
                  FakeEvaluation.of(FakeSamples.of(cross(0, 1, 0)), FakeSamples.of(cross(0, 0, 1))),
                  "frechet-distance",
                  4.0 / 3 * 2),
              new Case(
                  "is what scipy.linalg.sqrtm gives",
                  WAVES,
                  "frechet-distance",
                  0.24963710194950364,
                  1e-12))
          .tests();
    }

    @Test
    @DisplayName("is what scipy.linalg.sqrtm gives for 600 and 500 rows of 40, to 12 digits")
    void sqrtm() {
      assertThat(MetricContract.value(new FrechetDistance(), LARGER, "frechet-distance"))
          .isCloseTo(1.3276258903697868, within(1e-12));
    }

    /** By both covariances and the root of one of them, however many samples there are. */
    private static double full(double[][] real, double[][] generated) {
      Moments a = Moments.of(FakeSamples.of(real).features());
      Moments b = Moments.of(FakeSamples.of(generated).features());
      SymmetricEigen eigen = SymmetricEigen.of(a.covariance(), true);
      int width = a.mean().length;
      DMatrixRMaj scaled = eigen.vectors().copy();
      for (int i = 0; i < width * width; i++) {
        scaled.data[i] *= Math.sqrt(Math.max(0, eigen.values()[i % width]));
      }
      DMatrixRMaj root = new DMatrixRMaj(width, width);
      CommonOps_DDRM.multTransB(scaled, eigen.vectors(), root);
      DMatrixRMaj half = new DMatrixRMaj(width, width);
      DMatrixRMaj product = new DMatrixRMaj(width, width);
      CommonOps_DDRM.mult(root, b.covariance(), half);
      CommonOps_DDRM.mult(half, root, product);
      DMatrixRMaj turned = CommonOps_DDRM.transpose(product, null);
      CommonOps_DDRM.addEquals(product, turned);
      CommonOps_DDRM.scale(0.5, product);
      double trace =
          DoubleStream.of(SymmetricEigen.of(product, false).values())
              .map(v -> Math.sqrt(Math.max(0, v)))
              .sum();
      double means = 0;
      for (int i = 0; i < width; i++) {
        means += Math.pow(a.mean()[i] - b.mean()[i], 2);
      }
      return means
          + CommonOps_DDRM.trace(a.covariance())
          + CommonOps_DDRM.trace(b.covariance())
          - 2 * trace;
    }

    @ParameterizedTest
    @CsvSource({"5, 5, 40", "2, 2, 40", "5, 60, 40", "60, 5, 40", "39, 40, 40", "41, 39, 40"})
    @DisplayName("of samples fewer than dimensions is the full one:")
    void few(int real, int generated, int width) {
      double[][] some = Tables.waves(real, width, 2, 0.1);
      double[][] others = Tables.waves(generated, width, 1);
      double distance =
          MetricContract.value(
              new FrechetDistance(),
              FakeEvaluation.of(FakeSamples.of(some), FakeSamples.of(others)),
              "frechet-distance");
      // The full way takes roots of 38 eigenvalues that are 0 but for rounding: 1e-8 of 1e-16.
      assertThat(distance).isCloseTo(full(some, others), within(1e-5));
    }

    @Test
    @Timeout(5)
    @DisplayName("of 5 and 5 samples in 1,728 dimensions needs no matrix of as many")
    void wide() {
      double[][] some = Tables.waves(5, 1728, 2, 0.1);
      FakeEvaluation equal = FakeEvaluation.of(FakeSamples.of(some), FakeSamples.of(some));
      assertThat(MetricContract.value(new FrechetDistance(), equal, "frechet-distance"))
          .isCloseTo(0, within(1e-9));
    }

    @Test
    @DisplayName("loses no digits to a mean far from 0")
    void farFromZero() {
      FakeEvaluation far =
          FakeEvaluation.of(
              FakeSamples.of(Tables.waves(50, 6, 2, 1e6 + 0.1)),
              FakeSamples.of(Tables.waves(40, 6, 1, 1e6)));
      assertThat(MetricContract.value(new FrechetDistance(), far, "frechet-distance"))
          .isCloseTo(0.24963710194950364, within(1e-7));
    }

    @Test
    @DisplayName("gives in blocks what it gives at once")
    void blocks() {
      double[][] rows = Tables.waves(3000, 700, 1);
      Moments moments = Moments.of(FakeSamples.of(rows).features());
      double mean = 0;
      for (double[] row : rows) {
        mean += row[5] / rows.length;
      }
      double product = 0;
      for (double[] row : rows) {
        product += (row[5] - mean) * (row[699] - moments.mean()[699]) / (rows.length - 1);
      }
      assertThat(moments.mean()[5]).isCloseTo(mean, within(1e-12));
      assertThat(moments.covariance().get(5, 699)).isCloseTo(product, within(1e-12));
    }

    @Test
    @DisplayName("is the closed form for Gaussians of any axes in the plane, to 14 digits")
    void plane() {
      // tr (Σ₁Σ₂)^½ = √(tr Σ₁Σ₂ + 2√det Σ₁Σ₂) for 2×2, for example of Σ₁ = [[4, 1], [1, 2]] and
      // Σ₂ = [[1, −½], [−½, 3]], which do not commute
      double[][] first = {{4, 1}, {1, 2}};
      double[][] second = {{1, -0.5}, {-0.5, 3}};
      double product = 4 * 1 + 2 * 1 * -0.5 + 2 * 3;
      double root = Math.sqrt(product + 2 * Math.sqrt((4 * 2 - 1) * (1 * 3 - 0.25)));
      double known = 3 * 3 + 0.5 * 0.5 + (4 + 2) + (1 + 3) - 2 * root;
      assertThat(
              MetricContract.value(
                  new FrechetDistance(),
                  FakeEvaluation.of(
                      FakeSamples.of(of(first, 3, 0)), FakeSamples.of(of(second, 0, 0.5))),
                  "frechet-distance"))
          .isCloseTo(known, within(1e-13));
    }

    /** Four points of this covariance and mean: a cross of covariance I, seen through its root. */
    private static double[][] of(double[][] covariance, double x, double y) {
      double a = Math.sqrt(covariance[0][0]);
      double b = covariance[0][1] / a;
      double c = Math.sqrt(covariance[1][1] - b * b);
      double side = Math.sqrt(0.75);
      double[][] points = new double[4][];
      for (int i = 0; i < 4; i++) {
        double u = i < 2 ? side : -side;
        double v = i % 2 == 0 ? side : -side;
        points[i] = new double[] {x + a * u, y + b * u + c * v};
      }
      return points;
    }

    @Test
    @DisplayName("approaches the distance of the Gaussians that samples are drawn from")
    void gaussians() {
      // N(0, I) against N(1, 4I) in 3 dimensions: 3·(1² + (2 − 1)²) = 6
      double[][] a = new double[20_000][3];
      double[][] b = new double[20_000][3];
      RandomKey random = RandomKey.of(4);
      for (int i = 0; i < a.length * 3; i++) {
        a[i / 3][i % 3] = random.normal(2L * i);
        b[i / 3][i % 3] = 1 + 2 * random.normal(2L * i + 1);
      }
      assertThat(
              MetricContract.value(
                  new FrechetDistance(),
                  FakeEvaluation.of(FakeSamples.of(a), FakeSamples.of(b)),
                  "frechet-distance"))
          .isCloseTo(6, within(0.15));
    }
  }

  @Nested
  @DisplayName("Kernel")
  class Kernel {
    @TestFactory
    @DisplayName("keeps the contract")
    Stream<DynamicTest> contract() {
      // two points each, d = 1, k = (xy + 1)³: k(0,1) = 1 within, k(2,3) = 343 within,
      // across (1 + 1 + 27 + 64)/4
      return MetricContract.of(
              new KernelDistance(2),
              new Case(
                  "is the formula for two points a side",
                  FakeEvaluation.of(FakeSamples.of(0, 1), FakeSamples.of(2, 3)),
                  "kernel-distance",
                  1 + 343 - 2 * (1 + 1 + 27 + 64) / 4.0))
          .tests();
    }

    @Test
    @DisplayName("is what NumPy gives, with the standard error over its blocks")
    void numpy() {
      MetricValue value = new KernelDistance(20).measure(WAVES).get(0);
      assertThat(value.value()).isCloseTo(-0.12613716602241998, within(1e-12));
      assertThat(Objects.requireNonNull(value.spread()).standardError())
          .isCloseTo(0.03837499132794319, within(1e-12));
      assertThat(value.spread().over()).isEqualTo(2);
    }

    @Test
    @DisplayName("is what NumPy gives for 5 blocks of 100 rows of 40, to 12 digits")
    void fiveBlocks() {
      MetricValue value = new KernelDistance(100).measure(LARGER).get(0);
      assertThat(value.value()).isCloseTo(0.011719694395905034, within(1e-13));
      assertThat(Objects.requireNonNull(value.spread()).standardError())
          .isCloseTo(0.0016278168544288651, within(1e-13));
    }

    @Test
    @DisplayName("refuses blocks that cannot be filled, saying what helps")
    void tooFew() {
      assertThatThrownBy(() -> new KernelDistance(1000).measure(WAVES))
          .isInstanceOf(GanException.class)
          .hasMessageContaining("40 real and 50 generated")
          .hasMessageContaining("set blockSize lower");
    }
  }

  @Nested
  @DisplayName("Parzen-window log-likelihood")
  class Parzen {
    @TestFactory
    @DisplayName("keeps the contract")
    Stream<DynamicTest> contract() {
      FakeSamples centre = FakeSamples.of(0.0);
      double standardNormalAtOne = -0.5 - 0.5 * Math.log(2 * Math.PI);
      return MetricContract.of(
              new ParzenLogLikelihood(1, 1, 1),
              new Case(
                  "is the log density of a Gaussian for one centre",
                  FakeEvaluation.of(centre, FakeSamples.of(1)).withValidation(centre),
                  "parzen-log-likelihood",
                  standardNormalAtOne),
              new Case(
                  "is a mean of densities for several",
                  FakeEvaluation.of(FakeSamples.of(1, -1), FakeSamples.of(0.0))
                      .withValidation(centre),
                  "parzen-log-likelihood",
                  standardNormalAtOne))
          .tests();
    }

    @Test
    @DisplayName("is what SciPy gives, with the width that validation picks")
    void scipy() {
      List<MetricValue> values =
          new ParzenLogLikelihood(0.1, 1, 10)
              .measure(
                  FakeEvaluation.of(
                          FakeSamples.of(Tables.waves(40, 6, 1)),
                          FakeSamples.of(Tables.waves(35, 6, 4)))
                      .withValidation(FakeSamples.of(Tables.waves(30, 6, 3))));
      assertThat(values.get(1).value()).isCloseTo(0.46415888336127786, within(1e-15));
      assertThat(values.get(0).value()).isCloseTo(-7.099837340960005, within(1e-12));
      assertThat(Objects.requireNonNull(values.get(0).spread()).standardError())
          .isCloseTo(0.23331368376052614, within(1e-12));
    }

    @Test
    @DisplayName("is what SciPy gives for more centres than pass at once, to 12 digits")
    void manyCentres() {
      List<MetricValue> values =
          new ParzenLogLikelihood(0.1, 1, 10)
              .measure(
                  FakeEvaluation.of(
                          FakeSamples.of(Tables.waves(3000, 40, 1)),
                          FakeSamples.of(Tables.waves(400, 40, 4)))
                      .withValidation(FakeSamples.of(Tables.waves(100, 40, 3))));
      assertThat(values.get(1).value()).isCloseTo(0.2782559402207124, within(1e-15));
      assertThat(values.get(0).value()).isCloseTo(-15.193311248931332, within(2e-11));
      assertThat(Objects.requireNonNull(values.get(0).spread()).standardError())
          .isCloseTo(0.3302129549755354, within(1e-12));
    }

    @Test
    @DisplayName("does not underflow far from every centre")
    void farAway() {
      assertThat(
              MetricContract.value(
                  new ParzenLogLikelihood(0.1, 0.1, 1),
                  FakeEvaluation.of(FakeSamples.of(0, 1), FakeSamples.of(1001))
                      .withValidation(FakeSamples.of(0.0)),
                  "parzen-log-likelihood"))
          .isCloseTo(-0.5e8 - Math.log(2) - Math.log(0.1 * Math.sqrt(2 * Math.PI)), within(1e-4));
    }
  }

  @Nested
  @DisplayName("One-dimensional Wasserstein")
  class Wasserstein {
    @TestFactory
    @DisplayName("keeps the contract")
    Stream<DynamicTest> contract() {
      return MetricContract.of(
              new Wasserstein1d(),
              new Case(
                  "is the shift between shifted samples",
                  FakeEvaluation.of(FakeSamples.of(3, 1, 2), FakeSamples.of(6, 5, 7)),
                  "wasserstein-1",
                  4),
              new Case(
                  "takes sides of different size",
                  FakeEvaluation.of(FakeSamples.of(0, 1), FakeSamples.of(0.0)),
                  "wasserstein-1",
                  0.5),
              new Case(
                  "is what scipy.stats.wasserstein_distance gives",
                  FakeEvaluation.of(
                      FakeSamples.of(Tables.column(Tables.waves(50, 6, 2, 0.1), 0)),
                      FakeSamples.of(Tables.column(Tables.waves(40, 6, 1), 0))),
                  "wasserstein-1",
                  0.1679186158114243,
                  1e-12))
          .tests();
    }

    @Test
    @DisplayName("refuses samples of several values, naming what takes them")
    void several() {
      assertThatThrownBy(() -> new Wasserstein1d().measure(WAVES))
          .hasMessageContaining("sliced-wasserstein");
    }
  }
}
