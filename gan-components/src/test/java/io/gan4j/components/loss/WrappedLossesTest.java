package io.gan4j.components.loss;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermValue;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.testkit.DoubleNoise;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.DoubleTensor;
import io.gan4j.testkit.DoubleTermContext;
import io.gan4j.testkit.TermContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("Losses beyond two formulas over scores")
class WrappedLossesTest {
  private static final DoubleOps OPS = new DoubleOps();

  /** Real samples are their scores, and so are latents. */
  private static DoubleTermContext play(
      DoubleTensor real, DoubleTensor fake, long draw, Map<String, Double> state) {
    return new DoubleTermContext(
        OPS,
        new DoubleTermContext.Players() {
          @Override
          public DoubleTensor generate(DoubleTensor latents) {
            return latents;
          }

          @Override
          public PlayerOutput<DoubleTensor> discriminate(DoubleTensor samples) {
            return new PlayerOutput<>(samples, samples);
          }

          @Override
          public List<DoubleTensor> kernels(PlayerRole player) {
            return List.of();
          }
        },
        new DoubleTermContext.Inputs(
            real, null, fake, DoubleNoise.of(1, draw, (int) real.shape().get(0))),
        state);
  }

  private static Term paidBy(Loss loss, PlayerRole player) {
    return loss.terms().stream().filter(t -> t.paidBy().contains(player)).findFirst().orElseThrow();
  }

  private static double of(Map<String, DoubleTensor> values, String name) {
    return requireNonNull(values.get(name), name).item();
  }

  @Nested
  @DisplayName("BEGAN")
  class Began {
    private final BeganLoss loss = new BeganLoss(0.5, 0.001);

    @TestFactory
    Stream<DynamicTest> terms() {
      return loss.terms().stream().flatMap(term -> TermContract.of(term).tests());
    }

    private TermValue<DoubleTensor> pay(double real, double fake, double k) {
      return paidBy(loss, PlayerRole.DISCRIMINATOR)
          .apply(
              play(
                  DoubleTensor.vector(real - 1, real + 1),
                  DoubleTensor.vector(fake + 2, fake - 2),
                  0,
                  Map.of("k", k)));
    }

    @Test
    @DisplayName("pays e_r − k·e_f, moves k by λ(γ·e_r − e_f) and reports M")
    void formula() {
      TermValue<DoubleTensor> paid = pay(3, 2, 0.25);
      assertThat(paid.value().item()).isEqualTo(3 - 0.25 * 2);
      assertThat(of(paid.nextState(), "k")).isCloseTo(0.25 + 0.001 * (0.5 * 3 - 2), within(1e-15));
      assertThat(of(paid.reports(), "convergence")).isEqualTo(3 + 0.5);
      assertThat(of(paid.reports(), "k")).isEqualTo(0.25);
      TermValue<DoubleTensor> generator =
          paidBy(loss, PlayerRole.GENERATOR)
              .apply(play(DoubleTensor.vector(3, 3), DoubleTensor.vector(1, 3), 0, Map.of()));
      assertThat(generator.value().item()).isEqualTo(2);
    }

    @Test
    @DisplayName("keeps k in [0, 1], from 0 on")
    void clipped() {
      assertThat(paidBy(loss, PlayerRole.DISCRIMINATOR).state())
          .singleElement()
          .satisfies(state -> assertThat(state.initial()).isZero());
      assertThat(of(pay(1, 900, 0.2).nextState(), "k")).isZero();
      assertThat(of(pay(9000, 1, 0.2).nextState(), "k")).isEqualTo(1);
    }

    @Test
    @DisplayName("takes only a discriminator that ends in an auto-encoder's error")
    void conflicts() {
      ConstantInitializer zero = new ConstantInitializer(0);
      LayerSpec dense = new Dense(4, new Linear(), zero, zero, true);
      Term term = paidBy(loss, PlayerRole.DISCRIMINATOR);
      assertThat(term.conflicts(setting(dense)))
          .singleElement()
          .asString()
          .contains("reconstruction-error");
      assertThat(term.conflicts(setting(new ReconstructionError(List.of(dense), 1)))).isEmpty();
    }

    private RunTraits setting(LayerSpec last) {
      PlayerNetwork network =
          PlayerNetwork.discriminator(new NetworkSpec(Shape.of(4), List.of(last)));
      return new RunTraits(network, network, SampleSpace.vectors(4), ScoreKind.ENERGY);
    }
  }

  @Nested
  @DisplayName("Flipped labels")
  class Flipped {
    private static final int BATCH = 2000;

    private double discriminator(double rate, long draw) {
      double[] real = new double[2 * BATCH];
      double[] fake = new double[2 * BATCH];
      java.util.Arrays.fill(real, 1);
      java.util.Arrays.fill(fake, -1);
      Loss loss = new FlippedLabelsLoss(new WassersteinLoss(RealFakeCombination.SUM), rate);
      return paidBy(loss, PlayerRole.DISCRIMINATOR)
          .apply(
              play(
                  DoubleTensor.of(Shape.of(BATCH, 2), real),
                  DoubleTensor.of(Shape.of(BATCH, 2), fake),
                  draw,
                  Map.of()))
          .value()
          .item();
    }

    @TestFactory
    Stream<DynamicTest> terms() {
      return new FlippedLabelsLoss(new HingeLoss(1, RealFakeCombination.SUM), 0.1)
          .terms().stream().flatMap(term -> TermContract.of(term).tests());
    }

    @Test
    @DisplayName("exchange real and fake at the rate, anew in each draw, whole samples at a time")
    void rate() {
      // Truth costs −2, a flipped pair +2; 5 standard errors of 2000 flips are 0.12.
      assertThat(discriminator(0, 0)).isEqualTo(-2);
      assertThat(discriminator(0.1, 0)).isCloseTo(-2 + 0.4, within(0.14));
      assertThat(discriminator(0.1, 0)).isEqualTo(discriminator(0.1, 0));
      assertThat(discriminator(0.1, 1)).isNotEqualTo(discriminator(0.1, 0));
      double flips = (discriminator(0.1, 0) + 2) / 4 * BATCH;
      assertThat(flips).isCloseTo(Math.rint(flips), within(1e-6));
    }

    @Test
    @DisplayName("leave the generator's half as it is, and the kind of score")
    void generator() {
      NonSaturatingLoss inner = new NonSaturatingLoss(RealFakeCombination.SUM);
      Loss loss = new FlippedLabelsLoss(inner, 0.1);
      assertThat(paidBy(loss, PlayerRole.GENERATOR)).isEqualTo(paidBy(inner, PlayerRole.GENERATOR));
      assertThat(loss.scoreKind()).isEqualTo(ScoreKind.LOGIT);
    }

    @Test
    @DisplayName("are refused for losses that are not on scores alone, and at rates of a half")
    void refused() {
      assertThatThrownBy(() -> new FlippedLabelsLoss(new BeganLoss(0.5, 0.001), 0.1))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageStartingWith("of must be a loss on scores");
      assertThatThrownBy(
              () -> new FlippedLabelsLoss(new WassersteinLoss(RealFakeCombination.SUM), 0.5))
          .hasMessage("rate must be in [0.0, 0.5), found 0.5");
    }
  }
}
