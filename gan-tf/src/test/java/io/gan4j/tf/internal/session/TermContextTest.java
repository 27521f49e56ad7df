package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.ProviderException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.components.loss.SquaredErrorLoss;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.LossTerm;
import io.gan4j.components.term.ZcrTerm;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

@DisplayName("A play gives its terms")
class TermContextTest {

  private static TestPlans with(Player player, Term term) {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.phases = List.of(plans.phase("phase", Draw.FRESH, 1, Set.of(), List.of(term), player));
    return plans;
  }

  private static double report(PhaseReport report, String name) {
    return requireNonNull(report.reports().get(name), name);
  }

  @Test
  @DisplayName("state, which moves with the step, after everything has read it")
  void state() {
    TestPlans plans = with(Player.DISCRIMINATOR, new TestTerms.Counting());
    try (InspectedSession<?> session = plans.open()) {
      for (int step = 0; step < 4; step++) {
        PhaseReport report = session.step(plans.request("phase", step));
        assertThat(report(report, "term.1/seen")).isEqualTo(3 + step);
      }
      assertThat(States.values(session.saveState(), "term/term.1/count")).containsExactly(7);
      assertThat(FiniteDifferences.check(session, plans.request("phase", 4))).isGreaterThan(1);
    }
  }

  @Test
  @DisplayName("input gradients that can be trained on")
  void inputGradients() {
    TestPlans plans = with(Player.DISCRIMINATOR, new TestTerms.InputGradient(5));
    plans.discriminator =
        List.of(
            TestPlans.dense(9, new LeakyRelu(0.2)),
            TestPlans.dense(7, new Relu()),
            TestPlans.dense(1, new Linear()));
    plans.phases =
        List.of(
            plans.phase(
                "phase",
                Draw.FRESH,
                1,
                Set.of(),
                List.of(new TestTerms.InputGradient(5)),
                Player.DISCRIMINATOR));
    try (InspectedSession<?> session = plans.open()) {
      PhaseReport report = session.evaluate(plans.request("phase", 0)).report();
      assertThat(requireNonNull(report.terms().get("term.1"))).isGreaterThan(0.01);
      assertThat(FiniteDifferences.check(session, plans.request("phase", 0))).isGreaterThan(0.01);
    }
  }

  @Test
  @DisplayName("the labels of the real samples, one-hot")
  void labels() {
    TestPlans plans = with(Player.GENERATOR, new TestTerms.FirstClass());
    plans.labels = new LabelSpace(List.of("a", "b", "c", "d"));
    try (InspectedSession<?> session = plans.open()) {
      PhaseReport report = session.step(plans.request("phase", 0));
      assertThat(report(report, "term.1/squares"))
          .as("labels 0, 1, 2, 0, 1, 2 of four classes: three thirds, squared")
          .isEqualTo(3 / 9.0, within(1e-12));
    }
  }

  @Test
  @DisplayName("real samples scaled to the range the networks see")
  void realSamples() {
    TestPlans plans = new TestPlans();
    plans.samples = SampleSpace.images(2, 2, 1).withRange(new Range(-1, 3));
    plans.generator = List.of(TestPlans.dense(4, new Linear()), new Reshape(List.of(2L, 2L, 1L)));
    plans.discriminator = List.of(new Flatten(), TestPlans.dense(1, new Linear()));
    try (InspectedSession<?> session = plans.open()) {
      Batch batch = plans.batch(3);
      FloatNdArray decoded =
          NdArrays.wrap(Shape.of(6, 2, 2, 1), DataBuffers.of(batch.decoded(), true, false));
      FloatNdArray scores = session.score(decoded);
      assertThat(scores.shape()).isEqualTo(Shape.of(6));
      double[] values = States.values(scores);
      PhaseReport report = session.step(plans.request("discriminator", 3));
      assertThat(report.firstScores().real().orElseThrow())
          .isEqualTo(Arrays.stream(values).average().orElseThrow(), within(1e-6));
      assertThat(report.firstScores().realProbability().orElseThrow())
          .isEqualTo(
              Arrays.stream(values).map(s -> 1 / (1 + Math.exp(-s))).average().orElseThrow(),
              within(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "real, uses the real samples and does not declare",
    "labels, uses labels",
    "state, declares no state 'level'",
    "no scalar, its value must be a scalar"
  })
  @DisplayName("nothing they did not declare, and takes scalars only")
  void refusals(String what, String message) {
    TestPlans plans = with(Player.GENERATOR, new TestTerms.Undeclared(what));
    assertThatThrownBy(plans::open).hasMessageContaining(message);
  }

  @Test
  @DisplayName("their own names: two of one name in a phase are refused")
  void uniqueNames() {
    TestPlans plans = new TestPlans();
    Phase phase = plans.phase("twice", Player.DISCRIMINATOR);
    plans.phases =
        List.of(
            new Phase(
                "twice",
                phase.moves(),
                1,
                1,
                Draw.FRESH,
                Draw.FRESH,
                Set.of(),
                List.of(phase.terms().get(0), phase.terms().get(0))));
    assertThatThrownBy(plans::open)
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("two terms called 'loss.discriminator'");
  }

  /** D wants f − r, G wants −f. */
  record Critic() implements ScoreLoss {
    @Override
    public ScoreKind scoreKind() {
      return ScoreKind.CRITIC;
    }

    @Override
    public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
      return ops.sub(ops.mean(fake), ops.mean(real));
    }

    @Override
    public <T> T generatorLoss(TensorOps<T> ops, T fake) {
      return ops.neg(ops.mean(fake));
    }
  }

  @Test
  @DisplayName("scores that are no logits, which are then not reported as probabilities")
  void critics() {
    TestPlans plans = new TestPlans();
    plans.loss = new Critic();
    try (InspectedSession<?> session = plans.open()) {
      PhaseReport report = session.step(plans.request("discriminator", 0));
      assertThat(report.firstScores().realProbability()).isEmpty();
      assertThat(report.firstScores().fakeProbability()).isEmpty();
      assertThat(TestPlans.loss(report, Player.DISCRIMINATOR))
          .isEqualTo(
              report.firstScores().fake().orElseThrow() - report.firstScores().real().orElseThrow(),
              within(1e-6));
    }
  }

  @Test
  @DisplayName("latents from a pool that is drawn once and picked from")
  void pool() {
    TestPlans plans = new TestPlans();
    plans.latents = new TestLatents(TestPlans.LATENTS, 10);
    try (InspectedSession<?> session = plans.open()) {
      double[] table = States.values(session.saveState(), "table/latents/pool");
      assertThat(table).hasSize(10 * TestPlans.LATENTS);
      double[] drawn = States.values(session.drawLatents(3, 40));
      for (int i = 0; i < 40; i++) {
        double first = drawn[i * TestPlans.LATENTS];
        assertThat(table).contains(first);
      }
      session.step(plans.request("generator", 0));
      assertThat(States.values(session.saveState(), "table/latents/pool")).isEqualTo(table);
    }
  }

  /** A phase that moves both players, who pay terms of these. */
  private static TestPlans both(Term... terms) {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.discriminator =
        List.of(
            TestPlans.dense(9, new LeakyRelu(0.2)),
            new Dropout(0.5, false),
            TestPlans.dense(1, new Linear()));
    plans.phases =
        List.of(
            plans.phase(
                "phase",
                Draw.FRESH,
                1,
                Set.of(),
                List.of(terms),
                Player.DISCRIMINATOR,
                Player.GENERATOR));
    return plans;
  }

  private static double term(PhaseReport report, int number) {
    return requireNonNull(report.terms().get("term." + number));
  }

  @Test
  @DisplayName("one pass for samples that two of them mask alike, under one mask of dropout")
  void maskedAlike() {
    Loss loss = new SquaredErrorLoss(RealFakeCombination.MEAN, 0.5);
    TestPlans plans =
        both(
            new LossTerm(PlayerRole.GENERATOR, loss, null),
            new LossTerm(PlayerRole.DISCRIMINATOR, loss, PlayerRole.GENERATOR));
    try (InspectedSession<?> session = plans.open()) {
      PhaseReport report = session.evaluate(plans.request("phase", 0)).report();
      assertThat(term(report, 2)).isEqualTo(term(report, 3));
      assertThat(FiniteDifferences.check(session, plans.request("phase", 0))).isGreaterThan(1e-3);
    }
  }

  @Test
  @DisplayName("input gradients at points that two of them make alike")
  void pointsAlike() {
    Term penalty = new Weighed(10, new GradientPenaltyTerm(1, false));
    TestPlans plans = both(penalty, penalty);
    try (InspectedSession<?> session = plans.open()) {
      PhaseReport report = session.evaluate(plans.request("phase", 0)).report();
      assertThat(term(report, 2)).isEqualTo(term(report, 3)).isNotEqualTo(10);
      assertThat(FiniteDifferences.check(session, plans.request("phase", 0))).isGreaterThan(1e-3);
    }
  }

  @Test
  @DisplayName("one pass of the generator for latents that both players change alike")
  void latentsAlike() {
    Term discriminators = new ZcrTerm(PlayerRole.DISCRIMINATOR, 3);
    Term generators = new ZcrTerm(PlayerRole.GENERATOR, 3);
    TestPlans one = both(discriminators);
    TestPlans two = both(discriminators, generators);
    LayerSpec norm = new BatchNorm(0.9, 1e-3, true, true, new ConstantInitializer(1));
    one.generator = List.of(norm, TestPlans.dense(TestPlans.FEATURES, new Linear()));
    two.generator = one.generator;
    try (InspectedSession<?> single = one.open();
        InspectedSession<?> twice = two.open()) {
      single.step(one.request("phase", 0));
      twice.step(two.request("phase", 0));
      String mean = "generator/0.batch-norm/mean";
      assertThat(States.values(twice.saveState(), mean))
          .containsExactly(States.values(single.saveState(), mean), within(1e-12));
    }
  }
}
