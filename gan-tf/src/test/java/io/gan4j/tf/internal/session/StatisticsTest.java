package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.term.ZcrTerm;
import io.gan4j.tf.TensorFlowProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

@DisplayName("Statistics of batch norm, in a session,")
class StatisticsTest {
  private static final String GENERATORS = "generator/1.batch-norm/";
  private static final String DISCRIMINATORS = "discriminator/1.batch-norm/";

  private static LayerSpec norm() {
    return new BatchNorm(0.9, 1e-3, true, true, new ConstantInitializer(1));
  }

  private static TestPlans plans() {
    TestPlans plans = new TestPlans();
    plans.generator =
        List.of(
            TestPlans.dense(7, new LeakyRelu(0.2)),
            norm(),
            TestPlans.dense(TestPlans.FEATURES, new Linear()));
    plans.discriminator =
        List.of(TestPlans.dense(6, new LeakyRelu(0.2)), norm(), TestPlans.dense(1, new Linear()));
    plans.phases =
        List.of(
            plans.phase("discriminator", Player.DISCRIMINATOR),
            plans.phase("generator", Player.GENERATOR),
            plans.phase("both", Player.DISCRIMINATOR, Player.GENERATOR));
    return plans;
  }

  /** The entries of a state below a prefix, by the rest of their names. */
  private static Map<String, double[]> below(InspectedSession<?> session, String prefix) {
    Map<String, double[]> values = new TreeMap<>();
    session
        .saveState()
        .forEach(
            (name, array) -> {
              String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
              if (rest.startsWith("mean") || rest.startsWith("variance")) {
                values.put(rest, States.values(array));
              }
            });
    return values;
  }

  private static double[] statistic(Map<String, double[]> statistics, String name) {
    return requireNonNull(statistics.get(name), name);
  }

  @Test
  @DisplayName("move in the phases that move their player, and in no other")
  void moveWithTheirOwner() {
    TestPlans plans = plans();
    try (InspectedSession<?> session = plans.open()) {
      Map<String, double[]> generators = below(session, GENERATORS);
      Map<String, double[]> discriminators = below(session, DISCRIMINATORS);
      assertThat(generators).containsOnlyKeys("mean", "variance");

      session.step(plans.request("discriminator", 0));
      Map<String, double[]> moved = below(session, DISCRIMINATORS);
      assertThat(below(session, GENERATORS)).usingRecursiveComparison().isEqualTo(generators);
      assertThat(statistic(moved, "mean")).isNotEqualTo(statistic(discriminators, "mean"));
      assertThat(statistic(moved, "variance")).isNotEqualTo(statistic(discriminators, "variance"));

      session.step(plans.request("generator", 1));
      assertThat(below(session, DISCRIMINATORS)).usingRecursiveComparison().isEqualTo(moved);
      assertThat(statistic(below(session, GENERATORS), "mean"))
          .isNotEqualTo(statistic(generators, "mean"));

      Map<String, double[]> before = below(session, GENERATORS);
      session.score(session.generate(session.drawLatents(3, 5)));
      assertThat(below(session, GENERATORS)).usingRecursiveComparison().isEqualTo(before);
      assertThat(below(session, DISCRIMINATORS)).usingRecursiveComparison().isEqualTo(moved);

      session.step(plans.request("both", 2));
      assertThat(statistic(below(session, GENERATORS), "mean"))
          .isNotEqualTo(statistic(before, "mean"));
      assertThat(statistic(below(session, DISCRIMINATORS), "mean"))
          .isNotEqualTo(statistic(moved, "mean"));
    }
  }

  /** The discriminator's statistics after a step in which both players pay terms in turn. */
  private static Map<String, double[]> after(Term... inTurn) {
    TestPlans plans = plans();
    plans.floatType = FloatType.FLOAT64;
    List<WeightedTerm> terms = new ArrayList<>();
    for (Term term : inTurn) {
      terms.add(new WeightedTerm("term." + terms.size(), term, 1));
    }
    Set<Player> players = Set.of(Player.GENERATOR, Player.DISCRIMINATOR);
    plans.phases =
        List.of(new Phase("both", players, 1, 1, Draw.FRESH, Draw.FRESH, Set.of(), terms));
    try (InspectedSession<?> session = plans.open()) {
      session.step(plans.request("both", 0));
      return below(session, DISCRIMINATORS);
    }
  }

  @Test
  @DisplayName("take the real samples, the fakes and then what terms make, whoever asks first")
  void order() {
    List<Term> loss = new TestPlans().loss.terms();
    Term discriminators = loss.get(0);
    Term generators = loss.get(1);
    Term consistency = new ZcrTerm(PlayerRole.DISCRIMINATOR, 3);
    Map<String, double[]> expected = after(discriminators, generators, consistency);
    for (Map<String, double[]> other :
        List.of(
            after(generators, discriminators, consistency),
            after(consistency, generators, discriminators))) {
      other.forEach(
          (name, values) ->
              assertThat(values)
                  .as(name)
                  .containsExactly(statistic(expected, name), within(1e-12)));
    }
  }

  @Test
  @DisplayName("decide what is sampled: a single sample comes out as it does among others")
  void inferenceUsesThem() {
    TestPlans plans = plans();
    try (InspectedSession<?> session = plans.open()) {
      for (int step = 0; step < 5; step++) {
        session.step(plans.request("both", step));
      }
      double[] many = States.values(session.generate(session.drawLatents(3, 5)));
      double[] one = States.values(session.generate(session.drawLatents(3, 1)));
      for (int i = 0; i < one.length; i++) {
        assertThat(one[i]).isEqualTo(many[i], within(1e-6));
      }
    }
  }

  @Test
  @DisplayName("are averaged with the weights they belong to, and sampled so")
  void averaged() {
    TestPlans plans = plans();
    plans.generatorAverage = new ExponentialAverage(0.75, false);
    plans.floatType = FloatType.FLOAT64;
    try (InspectedSession<?> session = plans.open()) {
      Map<String, double[]> before = below(session, GENERATORS);
      assertThat(before).containsOnlyKeys("mean", "mean/average", "variance", "variance/average");
      assertThat(statistic(before, "mean/average")).isEqualTo(statistic(before, "mean"));
      session.step(plans.request("discriminator", 0));
      assertThat(below(session, GENERATORS)).usingRecursiveComparison().isEqualTo(before);
      for (int step = 1; step < 3; step++) {
        session.step(plans.request("generator", step));
        Map<String, double[]> after = below(session, GENERATORS);
        for (String name : List.of("mean", "variance")) {
          double[] now = statistic(after, name);
          double[] then = statistic(before, name + "/average");
          double[] expected = new double[now.length];
          for (int i = 0; i < expected.length; i++) {
            expected[i] = 0.75 * then[i] + 0.25 * now[i];
          }
          assertThat(statistic(after, name + "/average")).containsExactly(expected, within(1e-12));
        }
        before = after;
      }
      // Samples change with the averaged statistics, and not with those that are still training.
      double[] samples = States.values(session.generate(session.drawLatents(1, 3)));
      Map<String, NdArray<?>> state = session.saveState();
      session.restoreState(States.with(state, GENERATORS + "mean", new double[7]));
      assertThat(States.values(session.generate(session.drawLatents(1, 3)))).isEqualTo(samples);
      session.restoreState(States.with(state, GENERATORS + "mean/average", new double[7]));
      assertThat(States.values(session.generate(session.drawLatents(1, 3)))).isNotEqualTo(samples);
    }
  }

  @Test
  @DisplayName("are the same of the fused kernel in float32 and of primitives in float64")
  void fusedAndComposed() {
    TestPlans plans = plans();
    plans.floatType = FloatType.FLOAT64;
    try (InspectedSession<?> wide = plans.open()) {
      plans.floatType = FloatType.FLOAT32;
      try (InspectedSession<?> narrow = plans.open()) {
        Map<String, NdArray<?>> expected = wide.evaluate(plans.request("both", 0)).gradients();
        narrow
            .evaluate(plans.request("both", 0))
            .gradients()
            .forEach(
                (name, gradient) ->
                    assertThat(States.values(gradient))
                        .as(name)
                        .containsExactly(States.values(expected, name), within(1e-5)));
        wide.step(plans.request("both", 0));
        narrow.step(plans.request("both", 0));
        for (String prefix : List.of(GENERATORS, DISCRIMINATORS)) {
          Map<String, double[]> statistics = below(wide, prefix);
          below(narrow, prefix)
              .forEach(
                  (name, values) ->
                      assertThat(values)
                          .as(prefix + name)
                          .containsExactly(statistic(statistics, name), within(1e-5)));
        }
      }
    }
  }

  @Test
  @DisplayName("take part in the gradients of both players as finite differences say")
  void gradients() {
    TestPlans plans = plans();
    plans.floatType = FloatType.FLOAT64;
    try (InspectedSession<?> session = plans.open()) {
      for (String phase : List.of("discriminator", "generator", "both")) {
        assertThat(FiniteDifferences.check(session, plans.request(phase, 3))).isGreaterThan(1e-3);
      }
    }
  }

  @Test
  @DisplayName("are put back with the state, and go into the exported model")
  void savedAndExported(@TempDir Path folder) {
    TestPlans plans = plans();
    plans.generatorAverage = new ExponentialAverage(0.5, false);
    try (InspectedSession<?> session = plans.open()) {
      for (int step = 0; step < 5; step++) {
        session.step(plans.request("both", step));
      }
      FloatNdArray latents = session.drawLatents(3, 4);
      double[] samples = States.values(session.generate(latents));
      Map<String, NdArray<?>> state = session.saveState();
      session.step(plans.request("both", 5));
      assertThat(States.values(session.generate(latents))).isNotEqualTo(samples);
      session.restoreState(state);
      assertThat(States.values(session.generate(latents))).isEqualTo(samples);

      session.export(folder.resolve("model"), Map.of());
      try (GeneratorModel model = TensorFlowProvider.create().load(folder.resolve("model"))) {
        assertThat(States.values(model.generate(latents))).containsExactly(samples, within(1e-6));
        assertThat(States.values(model.sample(3, 4))).containsExactly(samples, within(1e-6));
      }
    }
  }
}
