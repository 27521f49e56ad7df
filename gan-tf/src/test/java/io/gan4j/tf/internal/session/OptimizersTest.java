package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Momentum;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.RmsProp;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.constraint.MaxNorm;
import io.gan4j.tf.examples.Registered;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArray;

@DisplayName("An update")
class OptimizersTest {
  private static final String KERNEL = "discriminator/0.dense/kernel";

  /** A learning rate that falls with every update. */
  private static final Schedule RATE = p -> 0.1 / (1 + p.updates());

  private static final Schedule MOMENTUM = p -> 0.5 + 0.1 * p.updates();

  /** One value's rule, written out by hand. */
  private interface Formula {
    /** The weight after the t-th update, t = 0, 1, … */
    double next(double weight, double gradient, int t);
  }

  /**
   * An optimiser and its rule.
   *
   * @param formula begins with no state
   */
  private record Rule(String name, Optimizer optimizer, Supplier<Formula> formula) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Rule> rules() {
    return List.of(
        new Rule("gradient descent", new Sgd(RATE), () -> (w, g, t) -> w - rate(t) * g),
        new Rule(
            "momentum, with the learning rate inside the velocity",
            new Momentum(RATE, MOMENTUM, false),
            () -> {
              double[] v = {0};
              return (w, g, t) -> {
                v[0] = (0.5 + 0.1 * t) * v[0] - rate(t) * g;
                return w + v[0];
              };
            }),
        new Rule(
            "Nesterov's momentum",
            new Momentum(RATE, MOMENTUM, true),
            () -> {
              double[] v = {0};
              return (w, g, t) -> {
                double m = 0.5 + 0.1 * t;
                v[0] = m * v[0] - rate(t) * g;
                return w + m * v[0] - rate(t) * g;
              };
            }),
        new Rule(
            "Adam",
            new Adam(RATE, 0.6, 0.95, 1e-3),
            () -> {
              double[] mv = {0, 0};
              return (w, g, t) -> {
                mv[0] = 0.6 * mv[0] + 0.4 * g;
                mv[1] = 0.95 * mv[1] + 0.05 * g * g;
                double corrected =
                    rate(t) * Math.sqrt(1 - Math.pow(0.95, t + 1)) / (1 - Math.pow(0.6, t + 1));
                return w - corrected * mv[0] / (Math.sqrt(mv[1]) + 1e-3);
              };
            }),
        new Rule(
            "RMSProp",
            new RmsProp(RATE, 0.8, MOMENTUM, 1e-3, false),
            () -> {
              double[] sv = {0, 0};
              return (w, g, t) -> {
                sv[0] = 0.8 * sv[0] + 0.2 * g * g;
                sv[1] = (0.5 + 0.1 * t) * sv[1] + rate(t) * g / Math.sqrt(sv[0] + 1e-3);
                return w - sv[1];
              };
            }),
        new Rule(
            "centered RMSProp",
            new RmsProp(RATE, 0.8, MOMENTUM, 1e-3, true),
            () -> {
              double[] svg = {0, 0, 0};
              return (w, g, t) -> {
                svg[0] = 0.8 * svg[0] + 0.2 * g * g;
                svg[2] = 0.8 * svg[2] + 0.2 * g;
                double root = Math.sqrt(svg[0] - svg[2] * svg[2] + 1e-3);
                svg[1] = (0.5 + 0.1 * t) * svg[1] + rate(t) * g / root;
                return w - svg[1];
              };
            }));
  }

  private static double rate(int t) {
    return 0.1 / (1 + t);
  }

  @Test
  @DisplayName("has its formula here, whichever optimiser makes it")
  void complete() {
    List<Optimizer> proven = rules().stream().map(Rule::optimizer).toList();
    assertThat(Registered.names(Optimizer.class, proven))
        .containsExactlyInAnyOrderElementsOf(Registered.names(Optimizer.class));
  }

  /** Follows one weight over five updates, with the gradients that the session computes. */
  @ParameterizedTest
  @MethodSource("rules")
  @DisplayName("follows its formula while the learning rate changes:")
  void follows(Rule rule) {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.discriminatorOptimizer = rule.optimizer();
    Formula formula = rule.formula().get();
    try (InspectedSession<?> session = plans.open()) {
      double weight = States.values(session.saveState(), KERNEL)[5];
      for (int t = 0; t < 5; t++) {
        StepRequest request = plans.request("discriminator", t);
        double gradient = States.values(session.evaluate(request).gradients(), KERNEL)[5];
        assertThat(Math.abs(gradient)).isGreaterThan(1e-4);
        weight = formula.next(weight, gradient, t);
        session.step(request);
        assertThat(States.values(session.saveState(), KERNEL)[5])
            .as("after update " + t)
            .isEqualTo(weight, within(1e-12));
      }
    }
  }

  @Test
  @DisplayName("reads schedules at the player's own count of updates, the step and the epoch")
  void schedulesSeeProgress() {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.discriminatorOptimizer =
        new Sgd(p -> 1e-3 * p.step() + 1e-5 * p.updates() + 1e-7 * p.epoch() + p.totalSteps());
    try (InspectedSession<?> session = plans.open()) {
      session.step(plans.request("generator", 0));
      session.step(plans.request("generator", 1));
      session.step(new StepRequest("discriminator", 0, 0, 0, 0, 0, plans.batch(0)));
      StepRequest request = new StepRequest("discriminator", 9, 0, 40, 2, 30, plans.batch(9));
      double before = States.values(session.saveState(), KERNEL)[5];
      double gradient = States.values(session.evaluate(request).gradients(), KERNEL)[5];
      session.step(request);
      assertThat(States.values(session.saveState(), KERNEL)[5])
          .isEqualTo(before - (0.04 + 1e-5 + 3e-6 + 2) * gradient, within(1e-12));
    }
  }

  @Test
  @DisplayName("moves the average after the weights: a ← d·a + (1−d)·w")
  void averages() {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.generatorAverage = p -> p.updates() == 0 ? 0.5 : 0.75;
    String kernel = "generator/0.dense/kernel";
    try (InspectedSession<?> session = plans.open()) {
      double[] average = States.values(session.saveState(), kernel);
      assertThat(States.values(session.saveState(), kernel + "/average")).isEqualTo(average);
      for (int step = 0; step < 4; step++) {
        session.step(plans.request("generator", step));
        Map<String, NdArray<?>> state = session.saveState();
        double decay = step == 0 ? 0.5 : 0.75;
        double[] weights = States.values(state, kernel);
        for (int i = 0; i < average.length; i++) {
          average[i] = decay * average[i] + (1 - decay) * weights[i];
        }
        assertThat(States.values(state, kernel + "/average"))
            .containsExactly(average, within(1e-12));
      }
    }
  }

  @Test
  @DisplayName("samples with the averaged weights where an average is kept")
  void samplesWithTheAverage() {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.generatorAverage = new ExponentialAverage(0.99, false);
    try (InspectedSession<?> session = plans.open()) {
      for (int step = 0; step < 5; step++) {
        session.step(plans.request("generator", step));
      }
      double[] averaged = States.values(session.generate(session.drawLatents(1, 3)));
      Map<String, NdArray<?>> state = session.saveState();
      for (String name : List.copyOf(state.keySet())) {
        if (name.endsWith("/average")) {
          String weights = name.substring(0, name.length() - "/average".length());
          state = States.with(state, weights, States.values(state, name));
        }
      }
      session.restoreState(state);
      assertThat(States.values(session.generate(session.drawLatents(1, 3)))).isEqualTo(averaged);
      for (String name : List.copyOf(state.keySet())) {
        if (name.endsWith("/average")) {
          state = States.with(state, name, new double[States.values(state, name).length]);
        }
      }
      session.restoreState(state);
      assertThat(States.values(session.generate(session.drawLatents(1, 3)))).containsOnly(0.0);
    }
  }

  @Test
  @DisplayName("puts the weights back where a constraint allows them, before they are averaged")
  void constrains() {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.constraints = List.of(new MaxNorm(0.5));
    try (InspectedSession<?> session = plans.open()) {
      double[] bias = States.values(session.saveState(), "discriminator/0.dense/bias");
      session.step(plans.request("discriminator", 0));
      Map<String, NdArray<?>> state = session.saveState();
      double[] kernel = States.values(state, KERNEL);
      int units = 6;
      double longest = 0;
      for (int unit = 0; unit < units; unit++) {
        double squares = 0;
        for (int i = unit; i < kernel.length; i += units) {
          squares += kernel[i] * kernel[i];
        }
        assertThat(Math.sqrt(squares)).isLessThanOrEqualTo(0.5 + 1e-6);
        longest = Math.max(longest, Math.sqrt(squares));
      }
      assertThat(longest).isCloseTo(0.5, within(1e-6));
      assertThat(States.values(state, "discriminator/0.dense/bias"))
          .containsExactly(bias, within(0.011))
          .isNotEqualTo(bias);
      assertThat(session.updates(Player.DISCRIMINATOR)).isEqualTo(1);
    }
  }
}
