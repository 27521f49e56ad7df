package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.average.ExponentialAverage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

@DisplayName("A session's state")
class StateTest {

  private static TestPlans plans() {
    TestPlans plans = new TestPlans();
    plans.generatorAverage = new ExponentialAverage(0.9, false);
    plans.batchSize = 100;
    plans.discriminator =
        List.of(
            TestPlans.dense(33, new LeakyRelu(0.2)),
            new Dropout(0.5, true),
            TestPlans.dense(1, new Linear()));
    plans.phases =
        List.of(
            plans.phase("discriminator", Player.DISCRIMINATOR),
            plans.phase("generator", Player.GENERATOR),
            plans.phase("both", Player.DISCRIMINATOR, Player.GENERATOR),
            plans.phase(
                "counted",
                Draw.FRESH,
                1,
                Set.of(),
                List.of(new TestTerms.Counting()),
                Player.DISCRIMINATOR));
    return plans;
  }

  private static void train(TestPlans plans, InspectedSession<?> session, int from, int to) {
    for (int step = from; step < to; step++) {
      session.step(plans.request("discriminator", step, 2L * step));
      session.step(plans.request("generator", step, 2L * step + 1));
      session.step(plans.request("both", step, 2L * step));
    }
  }

  @Test
  @DisplayName("is bit-identical in two sessions of one seed, and another with another seed")
  void isReproducible() {
    TestPlans plans = plans();
    Map<String, double[]> first = trained(plans);
    assertThat(trained(plans)).usingRecursiveComparison().isEqualTo(first);
    plans.seed = 8;
    Map<String, double[]> other = trained(plans);
    assertThat(other.get("generator/0.dense/kernel"))
        .isNotEqualTo(first.get("generator/0.dense/kernel"));
  }

  private static Map<String, double[]> trained(TestPlans plans) {
    try (InspectedSession<?> session = plans.open()) {
      train(plans, session, 0, 50);
      return States.values(session.saveState());
    }
  }

  @Test
  @DisplayName("put back into a new session goes on bit-identically")
  void resumes() {
    TestPlans plans = plans();
    Map<String, double[]> straight;
    Map<String, NdArray<?>> half;
    try (InspectedSession<?> session = plans.open()) {
      train(plans, session, 0, 10);
      session.step(plans.request("counted", 10));
      half = session.saveState();
      train(plans, session, 11, 20);
      straight = States.values(session.saveState());
    }
    assertThat(States.values(half, "term/term.1/count")).containsExactly(4);
    try (InspectedSession<?> session = plans.open()) {
      session.restoreState(half);
      assertThat(session.updates(Player.DISCRIMINATOR)).isEqualTo(21);
      train(plans, session, 11, 20);
      assertThat(States.values(session.saveState())).usingRecursiveComparison().isEqualTo(straight);
    }
  }

  @Test
  @DisplayName("holds weights, slots, averages, terms' states and counts, by name")
  void hasNames() {
    try (InspectedSession<?> session = plans().open()) {
      assertThat(session.saveState())
          .containsKeys(
              "generator/0.dense/kernel",
              "generator/0.dense/kernel/adam.m",
              "generator/0.dense/kernel/adam.v",
              "generator/0.dense/kernel/average",
              "discriminator/2.dense/bias",
              "term/term.1/count",
              "generator/updates",
              "discriminator/updates")
          .hasSize(4 * 4 + 4 * 3 + 1 + 2);
    }
  }

  @Test
  @DisplayName("that does not fit is refused whole, naming all that is wrong, and changes nothing")
  void refusesWhatDoesNotFit() {
    try (InspectedSession<?> session = plans().open()) {
      Map<String, NdArray<?>> state = session.saveState();
      Map<String, double[]> before = States.values(state);
      Map<String, NdArray<?>> wrong = new LinkedHashMap<>(state);
      wrong.put("generator/0.dense/bias", NdArrays.ofFloats(Shape.of(7)));
      wrong.remove("generator/0.dense/kernel");
      wrong.put("discriminator/0.dense/kernel", NdArrays.ofFloats(Shape.of(4, 32)));
      wrong.put("discriminator/0.dense/bias", NdArrays.ofDoubles(Shape.of(33)));
      wrong.put("generator/updates", NdArrays.ofFloats(Shape.scalar()));
      wrong.put("generator/9.dense/kernel", NdArrays.ofFloats(Shape.of(3)));
      assertThatThrownBy(() -> session.restoreState(wrong))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("no generator/0.dense/kernel")
          .hasMessageContaining("discriminator/0.dense/kernel is [4, 32] and should be [4, 33]")
          .hasMessageContaining("discriminator/0.dense/bias is not of type FLOAT32")
          .hasMessageContaining("no generator/updates")
          .hasMessageContaining("unknown generator/9.dense/kernel");
      assertThat(States.values(session.saveState())).usingRecursiveComparison().isEqualTo(before);
    }
  }

  @Test
  @DisplayName("of a float64 session starts as that of a float32 one, rounded")
  void floatTypesStartAlike() {
    TestPlans plans = plans();
    plans.floatType = FloatType.FLOAT64;
    try (InspectedSession<?> wide = plans.open()) {
      plans.floatType = FloatType.FLOAT32;
      try (InspectedSession<?> narrow = plans.open()) {
        double[] expected = States.values(wide.saveState(), "generator/0.dense/kernel");
        for (int i = 0; i < expected.length; i++) {
          expected[i] = (float) expected[i];
        }
        assertThat(States.values(narrow.saveState(), "generator/0.dense/kernel"))
            .isEqualTo(expected);
        assertThat(States.values(narrow.drawLatents(3, 5)))
            .isEqualTo(States.values(wide.drawLatents(3, 5)));
      }
    }
  }

  @Test
  @DisplayName("is all there is: as many native handles after 1000 steps as after 200")
  void leaksNoNativeHandles() {
    TestPlans plans = plans();
    plans.batchSize = 10;
    try (InspectedSession<?> session = plans.open()) {
      use(plans, session, 0, 200);
      long before = Pointer.totalCount();
      use(plans, session, 200, 1000);
      assertThat(Pointer.totalCount()).isEqualTo(before);
    }
  }

  private static void use(TestPlans plans, InspectedSession<?> session, int from, int to) {
    for (int step = from; step < to; step++) {
      session.step(plans.request("discriminator", step));
      session.step(plans.request("generator", step));
      if (step % 20 == 0) {
        session.score(session.generate(session.drawLatents(step, 9)));
        session.restoreState(session.saveState());
      }
    }
  }

  @Test
  @DisplayName("is gone once the session is closed, which may be done twice")
  void closes() {
    TestPlans plans = plans();
    InspectedSession<?> session = plans.open();
    session.close();
    session.close();
    assertThatThrownBy(session::saveState)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
