package io.gan4j.tf.internal.session;

import static io.gan4j.testkit.TwoDomainsGame.ENCODER;
import static io.gan4j.testkit.TwoDomainsGame.GENERATOR_1;
import static io.gan4j.testkit.TwoDomainsGame.GENERATOR_2;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.game.AcganGame;
import io.gan4j.components.game.BiganGame;
import io.gan4j.components.game.ClassifierGame;
import io.gan4j.components.game.ConditionalGame;
import io.gan4j.components.game.ConditionalGame.Fakes;
import io.gan4j.components.game.CycleGame;
import io.gan4j.components.game.EstimatorGame;
import io.gan4j.components.game.InfoganGame;
import io.gan4j.components.game.StandardGame;
import io.gan4j.components.game.TranslationGame;
import io.gan4j.components.term.R1Term;
import io.gan4j.testkit.GameContract;
import io.gan4j.testkit.SmallGame;
import io.gan4j.testkit.TwoDomainsGame;
import io.gan4j.tf.TensorFlowProvider;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

@DisplayName("Games of players by name")
class GamesTest {
  private static final Game TWO_DOMAINS = new TwoDomainsGame(0.7);
  private static final Game PAIRED = new TranslationGame(Schedule.constant(0.7));
  private static final Game CYCLE = new CycleGame(Schedule.constant(2), Schedule.constant(0.5), 6);
  private static final Game FORGETFUL =
      new CycleGame(Schedule.constant(2), Schedule.constant(0.5), 0);
  private static final Game DRAWN = new ConditionalGame(Fakes.EMPIRICAL);
  private static final Game CLASSES = new AcganGame(Schedule.constant(1));
  private static final Game CODES = new InfoganGame(List.of(3, 2), 2, Schedule.constant(1));
  private static final Game ENCODED = new BiganGame();

  private static StepRequest step(GanPlan plan, String phase, long step) {
    return new StepRequest(phase, step, 0, step, 100, 0, SmallGame.batches(plan, step), false);
  }

  @TestFactory
  @DisplayName("keep their contract")
  Stream<DynamicTest> contracts() {
    return Stream.of(
            TWO_DOMAINS,
            new TwoDomainsGame(0),
            new StandardGame(),
            new ClassifierGame(),
            new EstimatorGame(),
            PAIRED,
            CYCLE,
            new CycleGame(Schedule.constant(2), Schedule.constant(0), 0),
            new ConditionalGame(Fakes.BATCH),
            DRAWN,
            CLASSES,
            CODES,
            ENCODED)
        .flatMap(game -> GameContract.of(game, TensorFlowProvider.create()).tests());
  }

  static Stream<Game> games() {
    return Stream.of(TWO_DOMAINS, PAIRED, DRAWN, CLASSES, CODES, ENCODED, FORGETFUL);
  }

  @ParameterizedTest
  @MethodSource("games")
  @DisplayName("pay gradients that agree with finite differences, a penalty in each pairing")
  void gradients(Game game) {
    GanPlan plan = SmallGame.of(game).penalty(new R1Term()).floatType(FloatType.FLOAT64).build();
    try (InspectedSession<?> session = InspectedSession.open(plan)) {
      session.step(step(plan, SmallGame.ALL, 0));
      for (Player player : plan.players().keySet()) {
        assertThat(FiniteDifferences.check(session, step(plan, player.key(), 1)))
            .as("largest gradient of the %s", player)
            .isGreaterThan(1e-3);
      }
    }
  }

  @Test
  @DisplayName("let two players pay a term, each by its own weights")
  void twoPayers() {
    GanPlan plan = SmallGame.of(TWO_DOMAINS).floatType(FloatType.FLOAT64).build();
    GanPlan without = SmallGame.of(new TwoDomainsGame(0)).floatType(FloatType.FLOAT64).build();
    try (InspectedSession<?> with = InspectedSession.open(plan);
        InspectedSession<?> alone = InspectedSession.open(without)) {
      PhaseReport paid = with.step(step(plan, SmallGame.ALL, 0));
      PhaseReport unpaid = alone.step(step(without, SmallGame.ALL, 0));
      double share = requireNonNull(paid.terms().get("reconstruction"));
      assertThat(share).isPositive();
      for (Player player : plan.players().keySet()) {
        double more = player.equals(GENERATOR_1) || player.equals(ENCODER) ? share : 0;
        assertThat(paid.losses().get(player))
            .as("what the %s pays", player)
            .isCloseTo(requireNonNull(unpaid.losses().get(player)) + more, within(1e-12));
      }
      assertThat(paid.scores()).containsOnlyKeys(TwoDomainsGame.FIRST, TwoDomainsGame.SECOND);
    }
  }

  @Test
  @DisplayName("have parts of networks with a learning rate and an average of their own")
  void parts() {
    GanPlan plan =
        SmallGame.of(TWO_DOMAINS)
            .part(GENERATOR_2, "mapping", 0, new ExponentialAverage(0.5, false))
            .part(GENERATOR_1, "mapping", 0.01, new ExponentialAverage(0.5, false))
            .build();
    try (GanSession session = TensorFlowProvider.create().open(plan)) {
      Map<String, NdArray<?>> before = session.saveState();
      session.step(step(plan, SmallGame.ALL, 0));
      Map<String, NdArray<?>> after = session.saveState();
      assertThat(moved(before, after, "generator-2/mapping/0.dense/kernel")).isZero();
      assertThat(moved(before, after, "generator-2/0.dense/kernel")).isPositive();
      // Adam's first step is as long as the learning rate, whatever the gradient.
      assertThat(moved(before, after, "generator-1/mapping/0.dense/kernel"))
          .isCloseTo(0.01 * 0.05, within(1e-6));
      assertThat(moved(before, after, "generator-1/0.dense/kernel")).isCloseTo(0.05, within(1e-4));
      assertThat(after)
          .containsKey("generator-1/mapping/0.dense/kernel/average")
          .doesNotContainKey("generator-1/0.dense/kernel/average");
    }
  }

  private static double moved(
      Map<String, NdArray<?>> before, Map<String, NdArray<?>> after, String name) {
    double[] from = States.values(before, name);
    double[] to = States.values(after, name);
    double largest = 0;
    for (int i = 0; i < from.length; i++) {
      largest = Math.max(largest, Math.abs(to[i] - from[i]));
    }
    return largest;
  }

  @ParameterizedTest
  @MethodSource("games")
  @DisplayName("pass their batches in parts as they pass them whole")
  void accumulated(Game game) {
    Map<Integer, Map<String, NdArray<?>>> ends = new LinkedHashMap<>();
    for (int parts : List.of(1, 2)) {
      GanPlan plan =
          SmallGame.of(game)
              .penalty(new R1Term())
              .accumulate(parts)
              .floatType(FloatType.FLOAT64)
              .build();
      try (GanSession session = TensorFlowProvider.create().open(plan)) {
        for (int i = 0; i < 3; i++) {
          session.step(step(plan, SmallGame.ALL, i));
        }
        ends.put(parts, session.saveState());
      }
    }
    Map<String, NdArray<?>> whole = requireNonNull(ends.get(1));
    whole.forEach(
        (name, values) -> {
          if (!name.endsWith("/updates")) {
            assertThat(States.values(requireNonNull(ends.get(2)), name))
                .as(name)
                .containsExactly(States.values(values), within(1e-9));
          }
        });
  }

  @Test
  @DisplayName("export every player as a model that TensorFlow runs by itself")
  void exports(@TempDir Path folder) {
    GanPlan plan =
        SmallGame.of(TWO_DOMAINS)
            .part(GENERATOR_2, "mapping", 0.1, new ExponentialAverage(0.5, false))
            .average(GENERATOR_1, new ExponentialAverage(0.5, false))
            .build();
    exports(plan, folder.resolve("two"));
    exports(SmallGame.of(PAIRED).build(), folder.resolve("paired"));
    exports(SmallGame.of(DRAWN).build(), folder.resolve("drawn"));
    exports(SmallGame.of(ENCODED).build(), folder.resolve("encoded"));
    exports(SmallGame.of(CODES).build(), folder.resolve("codes"));
    exports(SmallGame.of(CYCLE).build(), folder.resolve("cycle"));
  }

  private static void exports(GanPlan plan, Path folder) {
    try (GanSession session = TensorFlowProvider.create().open(plan)) {
      for (int i = 0; i < 3; i++) {
        session.step(step(plan, SmallGame.ALL, i));
      }
      for (Player player : plan.players().keySet()) {
        Map<String, FloatNdArray> inputs = new LinkedHashMap<>();
        plan.player(player)
            .network()
            .inputs()
            .forEach((name, shape) -> inputs.put(name, ramp(shape.prepend(5))));
        Map<String, FloatNdArray> expected = session.infer(player, inputs, null);
        Path model = folder.resolve(player.key());
        session.export(player, model, Map.of());
        assertThat(run(model, inputs, expected.keySet().iterator().next()))
            .as("outputs of the %s", player)
            .containsExactly(floats(expected.values().iterator().next()), within(1e-6f));
      }
      Player judge = plan.pairings().get(0).pairing().discriminator();
      assertThat(session.infer(judge, ramps(plan, judge), null).keySet())
          .contains(Signal.SCORES)
          .isEqualTo(plan.player(judge).network().outputs().keySet());
    }
  }

  private static Map<String, FloatNdArray> ramps(GanPlan plan, Player player) {
    Map<String, FloatNdArray> inputs = new LinkedHashMap<>();
    plan.player(player)
        .network()
        .inputs()
        .forEach((name, shape) -> inputs.put(name, ramp(shape.prepend(5))));
    return inputs;
  }

  private static FloatNdArray ramp(Shape shape) {
    FloatNdArray values = NdArrays.ofFloats(shape);
    float[] next = {-1};
    values.scalars().forEach(value -> value.setFloat(next[0] += 0.17f));
    return values;
  }

  private static float[] floats(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    int[] next = {0};
    array.scalars().forEach(value -> values[next[0]++] = value.getFloat());
    return values;
  }

  private static float[] run(Path model, Map<String, FloatNdArray> inputs, String output) {
    Map<String, org.tensorflow.Tensor> fed = new LinkedHashMap<>();
    inputs.forEach((name, values) -> fed.put(name, TFloat32.tensorOf(values)));
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
        Result result = bundle.function("serving_default").call(fed)) {
      return floats((TFloat32) result.get(output).orElseThrow());
    } finally {
      fed.values().forEach(org.tensorflow.Tensor::close);
    }
  }
}
