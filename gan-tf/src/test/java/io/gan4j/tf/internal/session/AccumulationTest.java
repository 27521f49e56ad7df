package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Crop;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.GaussianNoise;
import io.gan4j.api.layer.MinibatchDiscrimination;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.latents.PoolLatents;
import io.gan4j.components.loss.HingeLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.components.term.BcrTerm;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.L2Term;
import io.gan4j.components.term.LecamTerm;
import io.gan4j.components.term.LossTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.components.term.R2Term;
import io.gan4j.components.term.ZcrTerm;
import io.gan4j.components.weight.SpectralNorm;
import io.gan4j.tf.TensorFlowProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

@DisplayName("A batch that passes in parts")
class AccumulationTest {
  private static final int STEPS = 3;

  /** Everything in which parts could betray themselves: masks, noise, statistics, penalties. */
  private static TestPlans plans() {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.generatorAverage = new ExponentialAverage(0.9, true);
    Dense normed =
        new Dense(
            9,
            new LeakyRelu(0.2),
            new NormalInitializer(0, 0.5),
            new NormalInitializer(0, 0.1),
            true,
            new SpectralNorm(2));
    plans.discriminator =
        List.of(
            new GaussianNoise(0.1),
            normed,
            new Dropout(0.4, true),
            TestPlans.dense(1, new Linear()));
    plans.phases =
        List.of(
            plans.phase(
                "discriminator",
                Draw.FRESH,
                1,
                Set.of(),
                List.of(
                    new Weighed(10, new GradientPenaltyTerm(1, false)),
                    new Weighed(5, new ZcrTerm(PlayerRole.DISCRIMINATOR, 0.1))),
                Player.DISCRIMINATOR),
            plans.phase("generator", Player.GENERATOR));
    return plans;
  }

  private record Trained(Map<String, NdArray<?>> state, List<PhaseReport> reports) {}

  private static Trained train(TestPlans plans, int parts, boolean norms) {
    plans.accumulate = parts;
    List<PhaseReport> reports = new ArrayList<>();
    try (InspectedSession<?> session = plans.open()) {
      for (int step = 0; step < STEPS; step++) {
        for (String phase : List.of("discriminator", "generator")) {
          StepRequest request = plans.request(phase, step);
          reports.add(
              session.step(
                  new StepRequest(
                      phase,
                      step,
                      0,
                      step,
                      1000,
                      0,
                      Map.of(Pairing.DATA, request.batches().get(Pairing.DATA)),
                      norms)));
        }
      }
      return new Trained(session.saveState(), reports);
    }
  }

  private static void sameAsWhole(TestPlans plans, int parts) {
    Trained whole = train(plans, 1, true);
    Trained split = train(plans, parts, true);
    assertThat(split.state().keySet()).isEqualTo(whole.state().keySet());
    whole
        .state()
        .forEach(
            (name, values) -> {
              double[] expected = States.values(values);
              double[] found = States.values(split.state(), name);
              for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).as(name).isEqualTo(expected[i], within(1e-11));
              }
            });
    for (int i = 0; i < whole.reports().size(); i++) {
      same(whole.reports().get(i), split.reports().get(i));
    }
  }

  private static void same(PhaseReport expected, PhaseReport found) {
    expected
        .losses()
        .forEach(
            (player, loss) ->
                assertThat(TestPlans.loss(found, player)).isEqualTo(loss, within(1e-11)));
    expected
        .terms()
        .forEach(
            (name, value) ->
                assertThat(requireNonNull(found.terms().get(name)))
                    .as(name)
                    .isEqualTo(value, within(1e-11)));
    assertThat(found.firstScores().fake().orElseThrow())
        .isEqualTo(expected.firstScores().fake().orElseThrow(), within(1e-11));
    expected
        .norms()
        .forEach(
            (player, norms) ->
                assertThat(requireNonNull(found.norms().get(player)).gradient())
                    .isEqualTo(norms.gradient(), within(1e-11)));
  }

  @Test
  @DisplayName("ends in the weights, slots, averages and reports of a batch that passes whole")
  void sameUpdate() {
    sameAsWhole(plans(), 2);
    sameAsWhole(plans(), 3);
    sameAsWhole(plans(), 6);
  }

  @Test
  @DisplayName("is clipped by the norm of the whole batch's gradient")
  void clippedOnce() {
    TestPlans plans = plans();
    plans.maxGradientNorm = 0.05;
    sameAsWhole(plans, 3);
  }

  @Test
  @DisplayName("meets the labels and latents of the whole batch")
  void labels() {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.labels = new LabelSpace(List.of("a", "b", "c"));
    plans.latents = new PoolLatents(plans.latents, 11, PoolLatents.Scale.NONE);
    plans.generator = new ArrayList<>(plans.generator);
    plans.generator.add(
        0, new Embedding(3, Embedding.Join.CONCAT, 2, new NormalInitializer(0, 1), null));
    sameAsWhole(plans, 2);
  }

  @Test
  @DisplayName("of pixels adds up for every term that says it is a mean over samples")
  void everyTerm() {
    TestPlans plans = plans();
    plans.samples = new SampleSpace(Shape.of(2, 2, 1), SampleSpace.Element.UINT8, Range.SYMMETRIC);
    plans.generator = List.of(TestPlans.dense(4, new Tanh()), new Reshape(List.of(2L, 2L, 1L)));
    List<LayerSpec> flat = new ArrayList<>(plans.discriminator);
    flat.add(0, new Flatten());
    plans.discriminator = flat;
    List<Term> ofDiscriminator =
        List.of(
            new Weighed(10, new GradientPenaltyTerm(1, true)),
            new Weighed(10, new R1Term()),
            new Weighed(10, new R2Term()),
            new BcrTerm(10, 10, true, 1),
            new Weighed(1e-2, new L2Term(PlayerRole.DISCRIMINATOR)),
            new LossTerm(
                PlayerRole.DISCRIMINATOR, new HingeLoss(1, RealFakeCombination.SUM), null));
    List<Term> ofGenerator =
        List.of(
            new Weighed(0.5, new ZcrTerm(PlayerRole.GENERATOR, 0.1)),
            new Weighed(1e-2, new L2Term(PlayerRole.GENERATOR)));
    assertThat(ofDiscriminator).allMatch(Term::isMeanOverSamples);
    assertThat(ofGenerator).allMatch(Term::isMeanOverSamples);
    plans.phases =
        List.of(
            plans.phase(
                "discriminator", Draw.FRESH, 1, Set.of(), ofDiscriminator, Player.DISCRIMINATOR),
            plans.phase("generator", Draw.FRESH, 1, Set.of(), ofGenerator, Player.GENERATOR));
    sameAsWhole(plans, 3);
  }

  @Test
  @DisplayName("trains the same bits every time, from a checkpoint on as well")
  void resumes() {
    TestPlans plans = plans();
    plans.floatType = FloatType.FLOAT32;
    plans.accumulate = 3;
    Map<String, double[]> straight;
    Map<String, NdArray<?>> middle;
    try (InspectedSession<?> session = plans.open()) {
      step(session, plans, 0);
      middle = session.saveState();
      step(session, plans, 1);
      straight = States.values(session.saveState());
    }
    try (InspectedSession<?> session = plans.open()) {
      session.restoreState(middle);
      step(session, plans, 1);
      States.values(session.saveState())
          .forEach((name, values) -> assertThat(values).as(name).isEqualTo(straight.get(name)));
    }
  }

  private static void step(InspectedSession<?> session, TestPlans plans, int step) {
    session.step(plans.request("discriminator", step));
    session.step(plans.request("generator", step));
  }

  @Test
  @DisplayName("takes less memory for a step, and says so")
  void lessMemory() {
    TestPlans plans = new TestPlans();
    plans.discriminator =
        List.of(TestPlans.dense(300, new LeakyRelu(0.2)), TestPlans.dense(1, new Linear()));
    plans.batchSize = 6000;
    TensorFlowProvider provider = TensorFlowProvider.create();
    long whole = provider.plan(plans.plan()).step();
    plans.accumulate = 6;
    long split = provider.plan(plans.plan()).step();
    assertThat((double) split / whole).isBetween(1 / 6.0, 0.25);
  }

  @Test
  @DisplayName("is what a step without memory is told of")
  void outOfMemory() {
    TestPlans plans = plans();
    assertThat(OutOfMemory.advice(plans.plan()))
        .isEqualTo(
            "training.accumulate=2 makes the same updates with the batch of 6 in 2 parts of 3");
    plans.accumulate = 3;
    assertThat(OutOfMemory.advice(plans.plan())).startsWith("training.accumulate=6 makes");
    plans.accumulate = 6;
    assertThat(OutOfMemory.advice(plans.plan())).startsWith("a single sample at a time");
    plans.accumulate = 1;
    plans.generator =
        List.of(
            new MinibatchDiscrimination(2, 2, new NormalInitializer(0, 1), null),
            TestPlans.dense(4, new Linear()));
    plans.phases =
        List.of(
            plans.phase(
                "discriminator",
                Draw.FRESH,
                1,
                Set.of(),
                List.of(new LecamTerm(0.9, true)),
                Player.DISCRIMINATOR));
    assertThat(OutOfMemory.advice(plans.plan()))
        .isEqualTo(
            "lower data.batchSize, which is 6; the batch cannot pass in parts, because layer"
                + " 0.minibatch-discrimination of the generator makes a sample depend on its whole"
                + " batch, and term.1 is no mean over samples");
  }

  @Test
  @Tag("slow") // TensorFlow waits ten seconds for memory to become free
  @DisplayName("is offered by a step that ran out of memory")
  void exhausted() {
    TestPlans plans = new TestPlans();
    plans.samples = SampleSpace.vectors(1);
    Size beyondAnyAddressSpace = Size.of(4_000_000);
    plans.generator =
        List.of(
            TestPlans.dense(1, new Linear()),
            new Reshape(List.of(1L, 1L, 1L)),
            new Upsample(beyondAnyAddressSpace, Upsample.Method.NEAREST),
            new Crop(Size.of(1)),
            new Flatten());
    try (InspectedSession<?> session = plans.open()) {
      assertThatThrownBy(() -> session.step(plans.request("discriminator", 0)))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining(
              "phase 'discriminator' failed at step 0: there is not enough memory")
          .hasMessageContaining("training.accumulate=2 makes the same updates");
    }
  }

  @Test
  @DisplayName("must divide")
  void divides() {
    TestPlans plans = plans();
    plans.accumulate = 4;
    assertThatThrownBy(plans::plan)
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("accumulate must divide the batch (6), found 4");
  }
}
