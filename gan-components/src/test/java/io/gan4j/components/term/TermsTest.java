package io.gan4j.components.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.testkit.DoubleNoise;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.DoubleTensor;
import io.gan4j.testkit.DoubleTermContext;
import io.gan4j.testkit.TermContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("The built-in terms")
class TermsTest {
  private static final DoubleOps OPS = new DoubleOps();
  private static final NonSaturatingLoss LOSS = new NonSaturatingLoss(RealFakeCombination.SUM);

  @TestFactory
  Stream<DynamicTest> l2() {
    return TermContract.of(new L2Term(PlayerRole.DISCRIMINATOR)).tests();
  }

  @TestFactory
  Stream<DynamicTest> lossTerm() {
    return Stream.of(
            new LossTerm(PlayerRole.GENERATOR, LOSS, null),
            new LossTerm(PlayerRole.DISCRIMINATOR, LOSS, PlayerRole.GENERATOR))
        .flatMap(term -> TermContract.of(term).tests());
  }

  /** Real scores 1, fake scores −2; the discriminator has two kernels, the generator one. */
  private static DoubleTermContext play() {
    return new DoubleTermContext(
        OPS,
        new DoubleTermContext.Players() {
          @Override
          public DoubleTensor generate(DoubleTensor latents) {
            return DoubleTensor.vector(-2, -2);
          }

          @Override
          public PlayerOutput<DoubleTensor> discriminate(DoubleTensor samples) {
            return new PlayerOutput<>(samples, samples);
          }

          @Override
          public List<DoubleTensor> kernels(PlayerRole player) {
            return player == PlayerRole.GENERATOR
                ? List.of(DoubleTensor.of(Shape.of(1, 1), 10))
                : List.of(
                    DoubleTensor.of(Shape.of(2, 1), 1, -2), DoubleTensor.of(Shape.of(1, 1), 3));
          }
        },
        new DoubleTermContext.Inputs(
            DoubleTensor.vector(1, 1), null, DoubleTensor.vector(0, 0), DoubleNoise.of(1, 0, 2)),
        Map.of());
  }

  @Test
  @DisplayName("l2 is ½ Σ‖kernel‖² over the payer's kernels")
  void l2Value() {
    assertThat(new L2Term(PlayerRole.DISCRIMINATOR).apply(play()).value().item())
        .isCloseTo(0.5 * (1 + 4 + 9), within(1e-15));
    assertThat(new L2Term(PlayerRole.GENERATOR).apply(play()).value().item())
        .isCloseTo(0.5 * 100, within(1e-15));
  }

  @Nested
  @DisplayName("the loss as a term")
  class AsTerm {

    @Test
    @DisplayName("is the payer's own half unless told otherwise")
    void own() {
      Term term = new LossTerm(PlayerRole.DISCRIMINATOR, LOSS, null);
      assertThat(term.paidBy()).containsExactly(PlayerRole.DISCRIMINATOR);
      assertThat(term.needs()).contains(Need.REAL_SCORES, Need.FAKE_SCORES);
      assertThat(term.apply(play()).value().item())
          .isCloseTo(Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(-2)), within(1e-15));
    }

    @Test
    @DisplayName("lets a scratch discriminator pay the generator's half, without real samples")
    void other() {
      Term term = new LossTerm(PlayerRole.DISCRIMINATOR, LOSS, PlayerRole.GENERATOR);
      assertThat(term.paidBy()).containsExactly(PlayerRole.DISCRIMINATOR);
      assertThat(term.needs()).containsExactly(Need.FAKE_SCORES);
      assertThat(term.apply(play()).value().item())
          .isCloseTo(Math.log1p(Math.exp(2)), within(1e-15));
    }

    @Test
    @DisplayName("adds up the terms of a loss that has several, and carries their states")
    void several() {
      Loss loss = new Several("k", "m");
      Term term = new LossTerm(PlayerRole.GENERATOR, loss, null);
      assertThat(term.state()).extracting(StateSpec::name).containsExactly("k", "m");
      DoubleTermContext context =
          new DoubleTermContext(
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
                  null, null, DoubleTensor.vector(0), DoubleNoise.of(1, 0, 1)),
              Map.of("k", 2.0, "m", 5.0));
      TermValue<DoubleTensor> paid = term.apply(context);
      assertThat(paid.value().item()).isEqualTo(7);
      assertThat(paid.nextState().get("k")).isEqualTo(DoubleTensor.scalar(3));
      assertThat(paid.nextState().get("m")).isEqualTo(DoubleTensor.scalar(6));
    }

    @Test
    @DisplayName("refuses states of one name, and a loss without that half")
    void refuses() {
      assertThatThrownBy(() -> new LossTerm(PlayerRole.GENERATOR, new Several("k", "k"), null))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("must name each state once, found 'k'");
      assertThatThrownBy(() -> new LossTerm(PlayerRole.DISCRIMINATOR, new Several("k", "m"), null))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("must have a term for the discriminator");
    }
  }

  /** A loss whose generator pays two counters. */
  private record Several(String first, String second) implements Loss {
    @Override
    public ScoreKind scoreKind() {
      return ScoreKind.CRITIC;
    }

    @Override
    public List<Term> terms() {
      return List.of(new Counter(first), new Counter(second));
    }
  }

  private record Counter(String name) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
    }

    @Override
    public List<StateSpec> state() {
      return List.of(new StateSpec(name, 0));
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      T now = context.state(name);
      return new TermValue<>(
          now, Map.of(name, context.ops().add(now, context.ops().constant(1))), Map.of());
    }
  }
}
