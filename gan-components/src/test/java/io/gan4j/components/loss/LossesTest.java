package io.gan4j.components.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.ScoreLoss;
import io.gan4j.api.term.Term;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DoubleNoise;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.DoubleTensor;
import io.gan4j.testkit.DoubleTermContext;
import io.gan4j.testkit.Gradients;
import io.gan4j.testkit.LossContract;
import io.gan4j.testkit.LossContract.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("The built-in losses")
class LossesTest {
  private static final DoubleOps OPS = new DoubleOps();
  private static final double[] REAL = {-5, 1.4, 12.5, 2.7};
  private static final double[] FAKE = {10, 4.4, -5.5, 3.6};

  // The paper's formulas as they stand: these scores are small enough for them.
  private static double probability(double score) {
    return 1 / (1 + Math.exp(-score));
  }

  private static double mean(double[] scores, DoubleUnaryOperator cost) {
    return Arrays.stream(scores).map(cost).average().orElseThrow();
  }

  private static double paperDiscriminator() {
    return mean(REAL, r -> -Math.log(probability(r)))
        + mean(FAKE, f -> -Math.log(1 - probability(f)));
  }

  @TestFactory
  Stream<DynamicTest> minimax() {
    double generator = mean(FAKE, f -> Math.log(1 - probability(f)));
    return Stream.concat(
        LossContract.of(
                new MinimaxLoss(RealFakeCombination.SUM),
                new Golden(paperDiscriminator(), generator))
            .tests(),
        LossContract.of(
                new MinimaxLoss(RealFakeCombination.MEAN),
                new Golden(paperDiscriminator() / 2, generator))
            .tests());
  }

  @TestFactory
  Stream<DynamicTest> nonSaturating() {
    double generator = mean(FAKE, f -> -Math.log(probability(f)));
    return Stream.concat(
        LossContract.of(
                new NonSaturatingLoss(RealFakeCombination.SUM),
                new Golden(paperDiscriminator(), generator))
            .tests(),
        LossContract.of(
                new NonSaturatingLoss(RealFakeCombination.MEAN),
                new Golden(paperDiscriminator() / 2, generator))
            .tests());
  }

  @TestFactory
  Stream<DynamicTest> squaredError() {
    double real = mean(REAL, r -> Math.pow(probability(r) - 1, 2) / 2);
    double fake = mean(FAKE, f -> Math.pow(probability(f), 2) / 2);
    double generator = mean(FAKE, f -> Math.pow(probability(f) - 1, 2) / 2);
    return Stream.of(
            LossContract.of(
                new SquaredErrorLoss(RealFakeCombination.MEAN, 0),
                new Golden((real + fake) / 2, generator)),
            LossContract.of(
                new SquaredErrorLoss(RealFakeCombination.SUM, 0.5),
                new Golden(real + fake, generator)))
        .flatMap(contract -> contract.tests());
  }

  @TestFactory
  Stream<DynamicTest> leastSquares() {
    double real = mean(REAL, r -> (r - 1) * (r - 1) / 2);
    double fake = mean(FAKE, f -> f * f / 2);
    double generator = mean(FAKE, f -> (f - 1) * (f - 1) / 2);
    return Stream.of(
            LossContract.of(
                new LeastSquaresLoss(0, 1, 1, RealFakeCombination.SUM),
                new Golden(real + fake, generator)),
            LossContract.of(
                new LeastSquaresLoss(0, 1, 1, RealFakeCombination.MEAN),
                new Golden((real + fake) / 2, generator)))
        .flatMap(Contract::tests);
  }

  @Test
  @DisplayName("an encoder pays what the generator does with real and fake exchanged")
  void encoders() {
    DoubleTensor real = DoubleTensor.vector(3);
    DoubleTensor fake = DoubleTensor.vector(-1);
    RealFakeCombination sum = RealFakeCombination.SUM;
    assertThat(new NonSaturatingLoss(sum).encoderLoss(OPS, real, fake).item())
        .isCloseTo(Math.log1p(Math.exp(3)), within(1e-12));
    assertThat(new HingeLoss(1, sum).encoderLoss(OPS, real, fake).item()).isEqualTo(3);
    assertThat(new WassersteinLoss(sum).encoderLoss(OPS, real, fake).item()).isEqualTo(3);
    // towards the fake's target, and where both meet in the middle, there
    assertThat(new LeastSquaresLoss(0, 1, 1, sum).encoderLoss(OPS, real, fake).item())
        .isEqualTo(4.5);
    assertThat(new LeastSquaresLoss(-1, 1, 0, sum).encoderLoss(OPS, real, fake).item())
        .isEqualTo(4.5);
    RelativisticPairingLoss pairs = new RelativisticPairingLoss(RelativisticCost.STANDARD);
    assertThat(pairs.encoderLoss(OPS, real, fake).item())
        .as("both want the difference small")
        .isEqualTo(pairs.generatorLoss(OPS, real, fake).item());
  }

  @Test
  @DisplayName("least squares has its own targets for real samples, fakes and the generator")
  void targets() {
    LeastSquaresLoss pearson = new LeastSquaresLoss(-1, 1, 0, RealFakeCombination.SUM);
    DoubleTensor zero = DoubleTensor.vector(0);
    DoubleTensor three = DoubleTensor.vector(3);
    assertThat(pearson.discriminatorLoss(OPS, three, zero).item()).isEqualTo(2 + 0.5);
    assertThat(pearson.generatorLoss(OPS, three).item()).isEqualTo(4.5);
    assertThatThrownBy(() -> new LeastSquaresLoss(1, 1, 1, RealFakeCombination.SUM))
        .hasMessage("realTarget must be > fakeTarget (1.0), found 1.0");
  }

  @TestFactory
  Stream<DynamicTest> hinge() {
    // The values are those of TF-GAN's own tests.
    return Stream.of(
            LossContract.of(new HingeLoss(1, RealFakeCombination.SUM), new Golden(6.75, -3.125)),
            LossContract.of(new HingeLoss(1, RealFakeCombination.MEAN), new Golden(3.375, -3.125)),
            LossContract.of(
                new HingeLoss(3, RealFakeCombination.SUM),
                new Golden((8 + 1.6 + 0 + 0.3) / 4 + (13 + 7.4 + 0 + 6.6) / 4, -3.125)))
        .flatMap(Contract::tests);
  }

  @TestFactory
  Stream<DynamicTest> wasserstein() {
    // The values are those of TF-GAN's own tests.
    return Stream.of(
            LossContract.of(
                new WassersteinLoss(RealFakeCombination.SUM), new Golden(0.225, -3.125)),
            LossContract.of(
                new WassersteinLoss(RealFakeCombination.MEAN), new Golden(0.1125, -3.125)))
        .flatMap(Contract::tests);
  }

  @TestFactory
  Stream<DynamicTest> relativisticAverage() {
    double r = mean(REAL, s -> s); // 2.9
    double f = mean(FAKE, s -> s); // 3.125
    double standard =
        mean(REAL, s -> -Math.log(probability(s - f)))
            + mean(FAKE, s -> -Math.log(1 - probability(s - r)));
    double standardG =
        mean(REAL, s -> -Math.log(1 - probability(s - f)))
            + mean(FAKE, s -> -Math.log(probability(s - r)));
    double hinge =
        mean(REAL, s -> Math.max(0, 1 - (s - f))) + mean(FAKE, s -> Math.max(0, 1 + (s - r)));
    double hingeG =
        mean(REAL, s -> Math.max(0, 1 + (s - f))) + mean(FAKE, s -> Math.max(0, 1 - (s - r)));
    double squares =
        mean(REAL, s -> Math.pow(s - f - 1, 2)) + mean(FAKE, s -> Math.pow(s - r + 1, 2));
    double squaresG =
        mean(REAL, s -> Math.pow(s - f + 1, 2)) + mean(FAKE, s -> Math.pow(s - r - 1, 2));
    return Stream.of(
            LossContract.of(
                new RelativisticAverageLoss(RelativisticCost.STANDARD, RealFakeCombination.SUM),
                new Golden(standard, standardG)),
            LossContract.of(
                new RelativisticAverageLoss(RelativisticCost.STANDARD, RealFakeCombination.MEAN),
                new Golden(standard / 2, standardG / 2)),
            LossContract.of(
                new RelativisticAverageLoss(RelativisticCost.HINGE, RealFakeCombination.SUM),
                new Golden(hinge, hingeG)),
            LossContract.of(
                new RelativisticAverageLoss(
                    RelativisticCost.LEAST_SQUARES, RealFakeCombination.SUM),
                new Golden(squares, squaresG)))
        .flatMap(Contract::tests);
  }

  @TestFactory
  Stream<DynamicTest> relativisticPairing() {
    return Stream.of(
            LossContract.of(
                new RelativisticPairingLoss(RelativisticCost.STANDARD),
                new Golden(
                    pairs((r, f) -> -Math.log(probability(r - f))),
                    pairs((r, f) -> -Math.log(probability(f - r))))),
            LossContract.of(
                new RelativisticPairingLoss(RelativisticCost.HINGE),
                new Golden(
                    pairs((r, f) -> Math.max(0, 1 - (r - f))),
                    pairs((r, f) -> Math.max(0, 1 - (f - r))))),
            LossContract.of(
                new RelativisticPairingLoss(RelativisticCost.LEAST_SQUARES),
                new Golden(
                    pairs((r, f) -> Math.pow(r - f - 1, 2)),
                    pairs((r, f) -> Math.pow(f - r - 1, 2)))))
        .flatMap(Contract::tests);
  }

  /** Mean over pairs by place. */
  private static double pairs(DoubleBinaryOperator of) {
    return IntStream.range(0, REAL.length)
        .mapToDouble(i -> of.applyAsDouble(REAL[i], FAKE[i]))
        .average()
        .orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> crossEntropy() {
    double real =
        mean(REAL, r -> -0.9 * Math.log(probability(r)) - 0.1 * Math.log(1 - probability(r)));
    double fake =
        mean(FAKE, f -> -0.2 * Math.log(probability(f)) - 0.8 * Math.log(1 - probability(f)));
    double generator = mean(FAKE, f -> -Math.log(probability(f)));
    return Stream.of(
            LossContract.of(
                new CrossEntropyLoss(1, 0, 1, RealFakeCombination.SUM),
                new Golden(paperDiscriminator(), generator)),
            LossContract.of(
                new CrossEntropyLoss(0.9, 0, 1, RealFakeCombination.SUM),
                new Golden(real + mean(FAKE, f -> -Math.log(1 - probability(f))), generator)),
            LossContract.of(
                new CrossEntropyLoss(0.9, 0.2, 1, RealFakeCombination.MEAN),
                new Golden((real + fake) / 2, generator)))
        .flatMap(Contract::tests);
  }

  @Test
  @DisplayName("smoothed targets are where the discriminator's loss is least")
  void smoothing() {
    CrossEntropyLoss smoothed = new CrossEntropyLoss(0.9, 0.2, 1, RealFakeCombination.SUM);
    double[] best = {Math.log(0.9 / 0.1)};
    double[] fakes = {Math.log(0.2 / 0.8)};
    assertThat(
            Gradients.centralDifference(
                r ->
                    smoothed
                        .discriminatorLoss(OPS, DoubleTensor.vector(r), DoubleTensor.vector(fakes))
                        .item(),
                best,
                1e-5)[0])
        .isCloseTo(0, within(1e-9));
    assertThat(
            Gradients.centralDifference(
                f ->
                    smoothed
                        .discriminatorLoss(OPS, DoubleTensor.vector(best), DoubleTensor.vector(f))
                        .item(),
                fakes,
                1e-5)[0])
        .isCloseTo(0, within(1e-9));
    assertThatThrownBy(() -> new CrossEntropyLoss(0.3, 0.5, 1, RealFakeCombination.SUM))
        .hasMessage("realTarget must be > fakeTarget (0.5), found 0.3");
  }

  @TestFactory
  @DisplayName("f-GAN: g and f* of table 2 of the paper, as they stand")
  Stream<DynamicTest> fGan() {
    return Stream.of(
            fGan(Divergence.KULLBACK_LEIBLER, v -> v, t -> Math.exp(t - 1)),
            fGan(Divergence.REVERSE_KULLBACK_LEIBLER, v -> -Math.exp(-v), t -> -1 - Math.log(-t)),
            fGan(Divergence.PEARSON, v -> v, t -> t * t / 4 + t),
            fGan(Divergence.SQUARED_HELLINGER, v -> 1 - Math.exp(-v), t -> t / (1 - t)),
            fGan(
                Divergence.JENSEN_SHANNON,
                v -> Math.log(2) - Math.log(1 + Math.exp(-v)),
                t -> -Math.log(2 - Math.exp(t))),
            fGan(Divergence.GAN, v -> -Math.log(1 + Math.exp(-v)), t -> -Math.log(1 - Math.exp(t))))
        .flatMap(tests -> tests);
  }

  private static Stream<DynamicTest> fGan(
      Divergence divergence, DoubleUnaryOperator g, DoubleUnaryOperator conjugate) {
    double real = -mean(REAL, g);
    double fake = mean(FAKE, g.andThen(conjugate));
    return Stream.of(
            LossContract.of(
                new FGanLoss(divergence, true, RealFakeCombination.SUM),
                new Golden(real + fake, -fake)),
            LossContract.of(
                new FGanLoss(divergence, false, RealFakeCombination.MEAN),
                new Golden((real + fake) / 2, -mean(FAKE, g))))
        .flatMap(Contract::tests);
  }

  @Test
  @DisplayName(
      "f-GAN's discriminator, at its best, gives the divergence of two known distributions")
  void variationalBound() {
    // Real is 0 or 1 with p = (3/4, 1/4), fake with q = (1/4, 3/4); best scores as the enum says.
    double[] log = {Math.log(3), -Math.log(3)};
    assertThat(bound(Divergence.KULLBACK_LEIBLER, 1 + log[0], 1 + log[1]))
        .isCloseTo(0.5 * Math.log(3), within(1e-12));
    assertThat(bound(Divergence.REVERSE_KULLBACK_LEIBLER, log[0], log[1]))
        .isCloseTo(0.5 * Math.log(3), within(1e-12));
    // Σ (p − q)²/q
    assertThat(bound(Divergence.PEARSON, 2 * (3 - 1), 2 * (1 / 3.0 - 1)))
        .isCloseTo(0.25 / 0.25 + 0.25 / 0.75, within(1e-12));
    // Σ (√p − √q)²
    assertThat(bound(Divergence.SQUARED_HELLINGER, log[0] / 2, log[1] / 2))
        .isCloseTo(2 * Math.pow(Math.sqrt(0.75) - 0.5, 2), within(1e-12));
    double jensenShannon = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
    assertThat(bound(Divergence.JENSEN_SHANNON, log[0], log[1]))
        .isCloseTo(2 * jensenShannon, within(1e-12));
    assertThat(bound(Divergence.GAN, log[0], log[1]))
        .isCloseTo(2 * jensenShannon - 2 * Math.log(2), within(1e-12));
  }

  private static double bound(Divergence divergence, double first, double second) {
    DoubleTensor real = DoubleTensor.vector(first, first, first, second);
    DoubleTensor fake = DoubleTensor.vector(first, second, second, second);
    return -new FGanLoss(divergence, true, RealFakeCombination.SUM)
        .discriminatorLoss(OPS, real, fake)
        .item();
  }

  @Nested
  @DisplayName("at undecided scores")
  class Undecided {
    private final DoubleTensor zeros = DoubleTensor.vector(0, 0, 0);

    private double discriminator(ScoreLoss loss) {
      return loss.discriminatorLoss(OPS, zeros, zeros).item();
    }

    @Test
    @DisplayName("the discriminator pays 2 log 2, or log 2 where the halves are averaged")
    void discriminator() {
      assertThat(discriminator(new MinimaxLoss(RealFakeCombination.SUM)))
          .isCloseTo(2 * Math.log(2), within(1e-15));
      assertThat(discriminator(new NonSaturatingLoss(RealFakeCombination.MEAN)))
          .isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    @DisplayName("the generator pays −log 2 in the minimax game and log 2 in the other")
    void generator() {
      assertThat(new MinimaxLoss(RealFakeCombination.SUM).generatorLoss(OPS, zeros).item())
          .isCloseTo(-Math.log(2), within(1e-15));
      assertThat(new NonSaturatingLoss(RealFakeCombination.SUM).generatorLoss(OPS, zeros).item())
          .isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    @DisplayName("both generators have the same gradient, −½ per score")
    void gradients() {
      for (ScoreLoss loss :
          List.of(
              new MinimaxLoss(RealFakeCombination.SUM),
              new NonSaturatingLoss(RealFakeCombination.SUM))) {
        double[] slope =
            Gradients.centralDifference(
                f -> loss.generatorLoss(OPS, DoubleTensor.vector(f)).item(), new double[1], 1e-5);
        assertThat(slope[0]).isCloseTo(-0.5, within(1e-9));
      }
    }
  }

  @Test
  @DisplayName("where the discriminator wins, only the non-saturating generator still learns")
  void saturation() {
    double[] beaten = {-20};
    double[] minimax =
        Gradients.centralDifference(
            f ->
                new MinimaxLoss(RealFakeCombination.SUM)
                    .generatorLoss(OPS, DoubleTensor.vector(f))
                    .item(),
            beaten,
            1e-5);
    double[] other =
        Gradients.centralDifference(
            f ->
                new NonSaturatingLoss(RealFakeCombination.SUM)
                    .generatorLoss(OPS, DoubleTensor.vector(f))
                    .item(),
            beaten,
            1e-5);
    assertThat(minimax[0]).isCloseTo(0, within(1e-8));
    assertThat(other[0]).isCloseTo(-1, within(1e-8));
  }

  @Nested
  @DisplayName("the squared error's mask on fakes")
  class MaskedFakes {
    private static final int BATCH = 50;
    private static final Shape SAMPLE = Shape.of(20, 20, 1);

    private Term generatorTerm(double rate) {
      return new SquaredErrorLoss(RealFakeCombination.MEAN, rate)
          .terms().stream()
              .filter(t -> t.paidBy().contains(PlayerRole.GENERATOR))
              .findFirst()
              .orElseThrow();
    }

    /** The generator makes ones; the discriminator's score is a sample's sum. */
    private DoubleTermContext play(long draw) {
      return new DoubleTermContext(
          OPS,
          new DoubleTermContext.Players() {
            @Override
            public DoubleTensor generate(DoubleTensor latents) {
              double[] ones = new double[BATCH * 400];
              Arrays.fill(ones, 1);
              return DoubleTensor.of(SAMPLE.prepend(BATCH), ones);
            }

            @Override
            public PlayerOutput<DoubleTensor> discriminate(DoubleTensor samples) {
              judged = samples;
              return new PlayerOutput<>(OPS.sumPerSample(samples), samples);
            }

            @Override
            public List<DoubleTensor> kernels(PlayerRole player) {
              return List.of();
            }
          },
          new DoubleTermContext.Inputs(
              null, null, DoubleTensor.vector(0), DoubleNoise.of(1, draw, BATCH)),
          Map.of());
    }

    private DoubleTensor judged = DoubleTensor.scalar(0);

    @Test
    @DisplayName("drops values at its rate, anew for each sample and draw, and does not rescale")
    void drops() {
      generatorTerm(0.25).apply(play(0));
      double[] kept = judged.values();
      assertThat(kept).containsOnly(0, 1);
      // 20,000 values: 5 standard errors are 0.0153
      assertThat(Arrays.stream(kept).average().orElseThrow()).isCloseTo(0.75, within(0.0154));
      assertThat(Arrays.copyOfRange(kept, 0, 400)).isNotEqualTo(Arrays.copyOfRange(kept, 400, 800));
      generatorTerm(0.25).apply(play(1));
      assertThat(judged.values()).isNotEqualTo(kept);
      generatorTerm(0.25).apply(play(0));
      assertThat(judged.values()).as("the same draw").isEqualTo(kept);
    }

    @Test
    @DisplayName("is not there by default, nor in the discriminator's turn")
    void absent() {
      generatorTerm(0).apply(play(0));
      assertThat(judged.values()).containsOnly(1);
    }

    @Test
    @DisplayName("has a rate in [0, 1)")
    void refused() {
      assertThatThrownBy(() -> new SquaredErrorLoss(RealFakeCombination.MEAN, 1))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage("maskedFakes must be in [0.0, 1.0), found 1.0");
    }
  }
}
