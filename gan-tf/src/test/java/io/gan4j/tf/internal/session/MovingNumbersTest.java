package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Latents;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.average.HalfLifeAverage;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.schedule.CosineSchedule;
import io.gan4j.components.term.R1Term;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * A linear discriminator against a generator that makes one point, its bias: all that training does
 * can be computed by hand, in double precision.
 */
@DisplayName("γ, β₂ and a half-life on a cosine")
class MovingNumbersTest {
  private static final int STEPS = 24;
  private static final int EVERY = 3;
  private static final double RATE = 0.05;
  private static final double BETA1 = 0.5;
  private static final double EPSILON = 1e-8;
  private static final Schedule GAMMA = new CosineSchedule(2, 0.1, 20L);
  private static final Schedule BETA2 = new CosineSchedule(0.8, 0.99, null, null, 100L);
  private static final Schedule HALF_LIFE = new CosineSchedule(6, 60, null);

  /** Latents of nothing. */
  private record Zeros() implements Latents {
    @Override
    public Shape shape() {
      return Shape.of(2);
    }

    @Override
    public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
      return ops.mul(noise.normal("latents", shape()), ops.constant(0));
    }
  }

  private static TestPlans plans(int accumulate) {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.accumulate = accumulate;
    plans.latents = new Zeros();
    plans.generator = List.of(linear(TestPlans.FEATURES));
    plans.discriminator = List.of(linear(1));
    plans.generatorOptimizer = adam();
    plans.discriminatorOptimizer = adam();
    plans.generatorAverage = new HalfLifeAverage(HALF_LIFE, 0);
    plans.phases =
        List.of(
            plans.phase("discriminator", Player.DISCRIMINATOR),
            new Phase(
                "lazy",
                Set.of(Player.DISCRIMINATOR),
                1,
                EVERY,
                Draw.FRESH,
                Draw.FRESH,
                Set.of(),
                List.of(
                    new WeightedTerm(
                        "r1", new PairingTerm(new R1Term(), Pairing.STANDARD), GAMMA, EVERY))),
            plans.phase("generator", Player.GENERATOR));
    return plans;
  }

  private static Adam adam() {
    return new Adam(Schedule.constant(RATE), Schedule.constant(BETA1), BETA2, EPSILON);
  }

  private static Dense linear(int units) {
    return new Dense(
        units, new Linear(), new NormalInitializer(0, 0.5), new NormalInitializer(0, 0.5), true);
  }

  private static PhaseReport[] step(InspectedSession<?> session, TestPlans plans, int step) {
    PhaseReport[] reports = new PhaseReport[3];
    reports[0] = session.step(plans.request("discriminator", step));
    if (step % EVERY == 0) {
      reports[1] = session.step(plans.request("lazy", step));
    }
    reports[2] = session.step(plans.request("generator", step));
    return reports;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("train as computed by hand, to 1e-12, whole batches or in parts")
  void byHand(int accumulate) {
    TestPlans plans = plans(accumulate);
    try (InspectedSession<?> session = plans.open()) {
      ByHand hand = new ByHand(session.saveState());
      for (int step = 0; step < STEPS; step++) {
        PhaseReport[] reports = step(session, plans, step);
        hand.step(plans.batch(step), step, plans.batchSize);
        if (step % EVERY == 0) {
          assertThat(requireNonNull(reports[1].terms().get("r1")))
              .isCloseTo(hand.penalty, within(1e-12));
          assertThat(TestPlans.loss(reports[1], Player.DISCRIMINATOR))
              .isCloseTo(EVERY * hand.penalty, within(1e-12));
        }
        Map<String, NdArray<?>> state = session.saveState();
        close(state, "discriminator/0.dense/kernel", hand.kernel.values);
        close(state, "discriminator/0.dense/bias", hand.bias.values);
        close(state, "generator/0.dense/bias", hand.point.values);
        close(state, "generator/0.dense/bias/average", hand.average);
      }
    }
  }

  private static void close(Map<String, NdArray<?>> state, String name, double[] expected) {
    assertThat(States.values(state, name)).as(name).containsExactly(expected, within(1e-12));
  }

  @Test
  @DisplayName("go on where they were in the middle of the way, to the bit")
  void resumed() {
    TestPlans plans = plans(1);
    plans.floatType = FloatType.FLOAT32;
    try (InspectedSession<?> whole = plans.open();
        InspectedSession<?> first = plans.open();
        InspectedSession<?> second = plans.open()) {
      for (int step = 0; step < STEPS; step++) {
        step(whole, plans, step);
      }
      for (int step = 0; step < 10; step++) {
        step(first, plans, step);
      }
      second.restoreState(first.saveState());
      for (int step = 10; step < STEPS; step++) {
        step(second, plans, step);
      }
      assertThat(second.saveState()).isEqualTo(whole.saveState());
    }
  }

  /** The same training on arrays, with the schedules' formulas written out. */
  private static final class ByHand {
    final Weights kernel;
    final Weights bias;
    final Weights point;
    final double[] average;
    double penalty;

    ByHand(Map<String, NdArray<?>> start) {
      kernel = new Weights(States.values(start, "discriminator/0.dense/kernel"));
      bias = new Weights(States.values(start, "discriminator/0.dense/bias"));
      point = new Weights(States.values(start, "generator/0.dense/bias"));
      average = point.values.clone();
    }

    void step(Batch batch, int step, int batchSize) {
      double beta2 = cosine(0.8, 0.99, (double) step * batchSize / 100);
      int features = kernel.values.length;
      double[] real = new double[features];
      double realBias = 0;
      for (int i = 0; i < batchSize; i++) {
        double[] x = new double[features];
        for (int j = 0; j < features; j++) {
          x[j] = batch.floats()[i * features + j];
        }
        double slope = -sigmoid(-score(x)) / batchSize;
        for (int j = 0; j < features; j++) {
          real[j] += slope * x[j];
        }
        realBias += slope;
      }
      double fake = sigmoid(score(point.values));
      for (int j = 0; j < features; j++) {
        real[j] += fake * point.values[j];
      }
      long t = updates(step);
      kernel.adam(real, beta2, t);
      bias.adam(new double[] {realBias + fake}, beta2, t);
      if (step % EVERY == 0) {
        double gamma = cosine(2, 0.1, step / 20.0);
        penalty = gamma / 2 * Arrays.stream(kernel.values).map(w -> w * w).sum();
        double[] slopes = Arrays.stream(kernel.values).map(w -> EVERY * gamma * w).toArray();
        kernel.adam(slopes, beta2, t + 1);
        bias.adam(new double[1], beta2, t + 1);
      }
      double towards = -sigmoid(-score(point.values));
      point.adam(Arrays.stream(kernel.values).map(w -> towards * w).toArray(), beta2, step + 1L);
      double halfLife = cosine(6, 60, step / 1000.0);
      double decay = Math.pow(0.5, batchSize / halfLife);
      for (int j = 0; j < features; j++) {
        average[j] = decay * average[j] + (1 - decay) * point.values[j];
      }
    }

    /** Which of the discriminator's updates is the first of a step, from 1. */
    private static long updates(int step) {
      return 1L + step + (step + EVERY - 1) / EVERY;
    }

    private double score(double[] x) {
      double sum = bias.values[0];
      for (int j = 0; j < x.length; j++) {
        sum += kernel.values[j] * x[j];
      }
      return sum;
    }

    private static double sigmoid(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    private static double cosine(double from, double to, double done) {
      return to + (from - to) * (1 + Math.cos(Math.PI * Math.min(1, done))) / 2;
    }
  }

  /** Weights under Adam. */
  private static final class Weights {
    final double[] values;
    final double[] mean;
    final double[] square;

    Weights(double[] values) {
      this.values = values.clone();
      this.mean = new double[values.length];
      this.square = new double[values.length];
    }

    void adam(double[] gradient, double beta2, long t) {
      double rate =
          RATE * Math.sqrt(1 - Math.pow(beta2, (double) t)) / (1 - Math.pow(BETA1, (double) t));
      for (int i = 0; i < values.length; i++) {
        mean[i] = BETA1 * mean[i] + (1 - BETA1) * gradient[i];
        square[i] = beta2 * square[i] + (1 - beta2) * gradient[i] * gradient[i];
        values[i] -= rate * mean[i] / (Math.sqrt(square[i]) + EPSILON);
      }
    }
  }

  @Test
  @DisplayName("are read in images where a schedule counts them: training steps times the batch")
  void images() {
    assertThat(BETA2.valueAt(new Progress(5, 1000, 9, 0, 20))).isEqualTo(0.99);
    assertThat(BETA2.valueAt(new Progress(5, 1000, 9, 0, 10))).isCloseTo(0.895, within(1e-12));
  }
}
