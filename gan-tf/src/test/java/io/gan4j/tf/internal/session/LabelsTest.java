package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Embedding.Join;
import io.gan4j.api.layer.Parallel;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.NormalInitializer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

@DisplayName("Labels")
class LabelsTest {
  private static final int CLASSES = 3;
  private static final LabelSpace SPACE = new LabelSpace(List.of("a", "b", "c"));

  private static Embedding embedding(Join join) {
    return new Embedding(CLASSES, join, null, new NormalInitializer(0, 0.5), null);
  }

  /** A score and an inner product, added up. */
  private static LayerSpec projection() {
    return new Parallel(
        List.of(List.of(TestPlans.dense(1, new Linear())), List.of(embedding(Join.INNER_PRODUCT))),
        Combine.ADD);
  }

  private static TestPlans plans() {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.labels = SPACE;
    plans.generator =
        List.of(
            embedding(Join.CONCAT),
            TestPlans.dense(7, new Linear()),
            new BatchNorm(0.9, 1e-3, true, true, new ConstantInitializer(1), CLASSES),
            new Tanh(),
            TestPlans.dense(TestPlans.FEATURES, new Linear()));
    plans.discriminator = List.of(TestPlans.dense(6, new Tanh()), projection());
    return plans;
  }

  private static TestPlans with(TestPlans plans, Player player, Term term) {
    plans.phases = List.of(plans.phase("phase", Draw.FRESH, 1, Set.of(), List.of(term), player));
    return plans;
  }

  /**
   * Tells the mean of the scores that samples get under the labels of the real ones, and what the
   * discriminator says of the real ones by itself.
   */
  private record Compared(PlayerRole payer, boolean withLabels) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(payer);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.REAL, Need.REAL_SCORES, Need.LABELS, Need.FAKE_LABELS);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      T copy = context.ops().mul(context.real(), context.ops().constant(1));
      T own = context.discriminate(context.real()).scores();
      T likeReal =
          withLabels
              ? context.discriminate(copy, context.conditionsOf(context.real())).scores()
              : context.discriminate(copy).scores();
      T likeFake =
          context.discriminate(context.real(), context.conditionsOf(context.fake())).scores();
      T fakes = context.discriminate(context.fake()).scores();
      T again =
          context.discriminate(context.generate(context.latents(), context.fakeLabels())).scores();
      T others =
          context.discriminate(context.generate(context.latents(), context.labels())).scores();
      return new TermValue<>(
          context.ops().mean(own),
          Map.of(),
          Map.of(
              "own", context.ops().mean(own),
              "like real", context.ops().mean(likeReal),
              "like fake", context.ops().mean(likeFake),
              "fakes", context.ops().mean(fakes),
              "again", context.ops().mean(again),
              "others", context.ops().mean(others)));
    }
  }

  @Test
  @DisplayName("go with the samples: the data's with the real ones, drawn ones with the fakes")
  void goWithSamples() {
    TestPlans plans =
        with(plans(), Player.DISCRIMINATOR, new Compared(PlayerRole.DISCRIMINATOR, true));
    try (InspectedSession<?> session = plans.open()) {
      Map<String, Double> reports = session.step(plans.request("phase", 0)).reports();
      double own = reported(reports, "own");
      assertThat(reported(reports, "like real")).isCloseTo(own, within(1e-12));
      assertThat(reported(reports, "like fake")).isNotCloseTo(own, within(1e-3));
      double fakes = reported(reports, "fakes");
      assertThat(reported(reports, "again")).isCloseTo(fakes, within(1e-12));
      assertThat(reported(reports, "others")).isNotCloseTo(fakes, within(1e-3));
    }
  }

  private static double reported(Map<String, Double> reports, String name) {
    return requireNonNull(reports.get("term.1/" + name), name);
  }

  @Test
  @DisplayName("must be said for samples of a term's own making")
  void mustBeSaid() {
    TestPlans plans =
        with(plans(), Player.DISCRIMINATOR, new Compared(PlayerRole.DISCRIMINATOR, false));
    assertThatThrownBy(() -> plans.open().close())
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("phase 'phase'")
        .hasMessageContaining("discriminate(samples, conditionsOf(real()))");
  }

  @Test
  @DisplayName("pass with real and fake samples in one pass as they do in two")
  void sharedPass() {
    TestPlans joined = plans();
    TestPlans apart = plans();
    apart.phases =
        List.of(
            apart.phase(
                "discriminator",
                Draw.FRESH,
                1,
                Set.of(),
                // Gradients with respect to samples are what keeps the two passes apart.
                List.of(new Free(Set.of(Need.INPUT_GRADIENTS))),
                Player.DISCRIMINATOR));
    try (InspectedSession<?> one = joined.open();
        InspectedSession<?> two = apart.open()) {
      Map<String, NdArray<?>> gradients =
          one.evaluate(joined.request("discriminator", 3)).gradients();
      Map<String, NdArray<?>> others = two.evaluate(apart.request("discriminator", 3)).gradients();
      assertThat(gradients).isNotEmpty();
      gradients.forEach(
          (name, gradient) ->
              assertThat(States.values(gradient))
                  .as(name)
                  .containsExactly(States.values(requireNonNull(others.get(name))), within(1e-12)));
    }
  }

  /** Nothing, of which it is said that it needs something. */
  private record Free(Set<Need> needs) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.DISCRIMINATOR);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      return TermValue.of(context.ops().constant(0));
    }
  }

  /** Tells how many fakes are of each class. */
  private record Counted(PlayerRole payer) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(payer);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.FAKE_LABELS);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      T places = context.ops().constant(0);
      T labels = context.fakeLabels();
      // Two classes are told apart from the third by what is left when it is taken away.
      T ones = context.ops().matMul(context.ops().transpose(labels, 1, 0), labels);
      T counts = context.ops().sumExcept(ones, 1);
      return new TermValue<>(
          context.ops().mul(places, context.ops().mean(context.fake())),
          Map.of(),
          Map.of("most", context.ops().sum(context.ops().maxPerSample(counts))));
    }
  }

  @Test
  @DisplayName("of fakes are drawn uniformly")
  void uniform() {
    TestPlans plans = with(plans(), Player.GENERATOR, new Counted(PlayerRole.GENERATOR));
    plans.batchSize = 30_000;
    try (InspectedSession<?> session = plans.open()) {
      double most = reported(session.step(plans.request("phase", 0)).reports(), "most");
      // A third each, give or take 82 (the standard deviation of a count).
      assertThat(most).isBetween(10_000.0, 10_000 + 5 * 82.0);
    }
  }

  @Test
  @DisplayName("that are not of the data's classes stop a step")
  void outOfRange() {
    TestPlans plans = plans();
    try (InspectedSession<?> session = plans.open()) {
      var request = plans.request("discriminator", 0);
      requireNonNull(request.batches().get(Pairing.DATA)).labels()[2] = CLASSES;
      assertThatThrownBy(() -> session.step(request))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("label 3 is not one of 3 classes, 0 to 2");
    }
  }

  @Test
  @DisplayName("are an input of the exported model's signatures, where one may stand for all")
  void exported(@TempDir Path folder) {
    TestPlans plans = plans();
    Path model = folder.resolve("model");
    try (InspectedSession<?> session = plans.open()) {
      session.export(model, Map.of());
    }
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
        TInt64 seed = TInt64.scalarOf(5);
        TInt32 count = TInt32.scalarOf(3);
        TInt32 one = TInt32.vectorOf(2);
        TInt32 each = TInt32.vectorOf(2, 2, 2);
        TInt32 wrong = TInt32.vectorOf(CLASSES);
        Result ofOne = call(bundle, seed, count, one);
        Result ofEach = call(bundle, seed, count, each)) {
      assertThat(ofOne.get(0).shape()).isEqualTo(Shape.of(3, TestPlans.FEATURES));
      assertThat(ofOne.get(0)).isEqualTo(ofEach.get(0));
      assertThatThrownBy(() -> call(bundle, seed, count, wrong).close())
          .hasMessageContaining("indices[0] = 3 is not in [0, 3)");
    }
  }

  private static Result call(SavedModelBundle bundle, TInt64 seed, TInt32 count, TInt32 labels) {
    return bundle.function("sample").call(Map.of("seed", seed, "count", count, "labels", labels));
  }

  @Test
  @DisplayName("are refused before anything is built where the data has none")
  void unlabelled() {
    TestPlans plans = plans();
    plans.labels = null;
    assertThatThrownBy(plans::plan)
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("layer 0.embedding: sees labels of 3 classes")
        .hasMessageContaining("the data has no labels");
  }

  @Test
  @DisplayName("leave a run of networks that see none as it was")
  void unseen() {
    TestPlans plain = new TestPlans();
    TestPlans labelled = new TestPlans();
    labelled.labels = SPACE;
    try (InspectedSession<?> one = plain.open();
        InspectedSession<?> two = labelled.open()) {
      one.step(plain.request("discriminator", 0));
      two.step(labelled.request("discriminator", 0));
      one.step(plain.request("generator", 0));
      two.step(labelled.request("generator", 0));
      assertThat(two.saveState()).isEqualTo(one.saveState());
      assertThat(two.generate(two.drawLatents(1, 2)).shape()).isEqualTo(Shape.of(2, 4));
    }
  }
}
