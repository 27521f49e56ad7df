package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gan4j.api.DivergedException;
import io.gan4j.api.Player;
import io.gan4j.api.ProviderException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Momentum;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.RmsProp;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * What every session promises: a phase moves its players along the gradient of what they pay and
 * nothing else, numbers depend on seeds and draws alone, and all state can be saved and put back.
 */
public final class GanSessionContract {
  private static final long TOTAL = 100;

  private GanSessionContract() {}

  /** The contract of a provider's sessions. */
  public static Contract of(GanProvider provider) {
    return new Contract(provider.name() + "'s session")
        .promise("moves only the players of the phase", () -> movesOnly(provider))
        .promise("moves both players from the same point", () -> samePoint(provider))
        .promise("puts a scratch player back after the last repeat", () -> scratch(provider))
        .promise("moves along the gradient of what a player pays", () -> gradient(provider))
        .promise("moves as each optimiser's formula says", () -> optimizers(provider))
        .promise("reads schedules at the player's own updates", () -> schedules(provider))
        .promise("samples from averaged weights", () -> averages(provider))
        .promise("applies constraints after every update", () -> constraints(provider))
        .promise(
            "scales gradients down that are longer than the limit, over all weights together",
            () -> clipsGradients(provider))
        .promise("is the same for equal seeds, and another for others", () -> seeds(provider))
        .promise("draws noise by the number of the draw", () -> draws(provider))
        .promise("gives all terms of a phase the same noise", () -> sharedNoise(provider))
        .promise("goes on from a saved state as if it had never stopped", () -> resumes(provider))
        .promise("names averages after their weights", () -> averageNames(provider))
        .promise("refuses a state that does not fit, and changes nothing", () -> misfit(provider))
        .promise("carries the terms' states", () -> termStates(provider))
        .promise("reports what the phase did", () -> reports(provider))
        .promise("reports norms where asked", () -> norms(provider))
        .promise("scales learning rates, until told otherwise", () -> scaledRates(provider))
        .promise("scales bytes as the data set does", () -> bytes(provider))
        .promise("draws latents from a seed", () -> latents(provider))
        .promise("generates and scores any number of samples", () -> shapes(provider))
        .promise("generates and scores for labels", () -> labels(provider))
        .promise("draws the labels of fakes with the latents", () -> fakeLabels(provider))
        .promise("stops where a loss is not finite", () -> diverges(provider))
        .promise(
            "refuses a phase it does not know, and a step without data", () -> misuse(provider))
        .promise("may be closed twice", () -> closeTwice(provider));
  }

  private interface Body {
    void in(GanSession session);
  }

  private static void open(GanProvider provider, GanPlan plan, Body body) {
    try (GanSession session = provider.open(plan)) {
      body.in(session);
    }
  }

  /** One step of a phase, on the batch and the draw of this number. */
  static PhaseReport step(GanSession session, GanPlan plan, String phase, long number) {
    return step(session, phase, number, 0, SmallPlan.batch(plan, number));
  }

  private static PhaseReport step(
      GanSession session, String phase, long number, int repeat, @Nullable Batch batch) {
    return session.step(new StepRequest(phase, number, repeat, number, TOTAL, 0, batch));
  }

  private static List<String> changed(
      Map<String, NdArray<?>> before, Map<String, NdArray<?>> after, Player player) {
    return NdValues.differences(before, after).stream()
        .filter(name -> name.startsWith(player.key() + "/"))
        .toList();
  }

  private static void norms(GanProvider provider) {
    GanPlan plan = SmallPlan.points().optimizer(new Sgd(progress -> 1)).build();
    open(
        provider,
        plan,
        session -> {
          assertThat(step(session, plan, SmallPlan.DISCRIMINATOR, 0).norms()).isEmpty();
          Map<String, NdArray<?>> before = session.saveState();
          PhaseReport report =
              session.step(
                  new StepRequest(
                      SmallPlan.DISCRIMINATOR, 1, 0, 1, TOTAL, 0, SmallPlan.batch(plan, 1), true));
          Map<String, NdArray<?>> after = session.saveState();
          double moved = 0;
          double weights = 0;
          for (String name : before.keySet()) {
            NdArray<?> was = value(before, name);
            if (name.startsWith(Player.DISCRIMINATOR.key()) && NdValues.isFloating(was)) {
              double[] from = NdValues.values(was);
              double[] to = NdValues.values(value(after, name));
              for (int i = 0; i < from.length; i++) {
                moved += (to[i] - from[i]) * (to[i] - from[i]); // at rate 1: the gradient
                weights += from[i] * from[i];
              }
            }
          }
          assertThat(report.norms()).containsOnlyKeys(Player.DISCRIMINATOR);
          PhaseReport.Norms norms =
              Objects.requireNonNull(report.norms().get(Player.DISCRIMINATOR));
          assertThat(norms.gradient()).isCloseTo(Math.sqrt(moved), withinPercentage(0.1));
          assertThat(norms.weights()).isCloseTo(Math.sqrt(weights), withinPercentage(0.1));
        });
  }

  private static void scaledRates(GanProvider provider) {
    GanPlan full = SmallPlan.points().optimizer(adam(0.01)).build();
    GanPlan tenth = SmallPlan.points().optimizer(adam(0.001)).build();
    try (GanSession scaled = provider.open(full);
        GanSession plain = provider.open(tenth)) {
      scaled.scaleLearningRates(0.1);
      for (long number = 0; number < 3; number++) {
        step(scaled, full, SmallPlan.GENERATOR, number);
        step(plain, tenth, SmallPlan.GENERATOR, number);
      }
      Map<String, NdArray<?>> found = scaled.saveState();
      for (Map.Entry<String, NdArray<?>> expected : plain.saveState().entrySet()) {
        if (NdValues.isFloating(expected.getValue())) {
          assertThat(NdValues.values(value(found, expected.getKey())))
              .as(expected.getKey())
              .containsExactly(NdValues.values(expected.getValue()), within(1e-6));
        }
      }
      assertThatThrownBy(() -> scaled.scaleLearningRates(0))
          .isInstanceOf(InvalidValueException.class);
    }
  }

  private static void movesOnly(GanProvider provider) {
    for (Player player : Player.values()) {
      GanPlan plan = SmallPlan.points().optimizer(adam(0.01)).build();
      open(
          provider,
          plan,
          session -> {
            step(session, plan, SmallPlan.BOTH, 0); // so that slots are not 0
            Map<String, NdArray<?>> before = session.saveState();
            step(session, plan, player.key(), 1);
            Map<String, NdArray<?>> after = session.saveState();
            assertThat(changed(before, after, player.opponent()))
                .as("the %s's state, in a phase of the %s", player.opponent().key(), player.key())
                .isEmpty();
            assertThat(changed(before, after, player))
                .as("the %s's state", player.key())
                .isNotEmpty();
            assertThat(session.updates(player)).as("updates").isEqualTo(2);
            assertThat(session.updates(player.opponent())).as("the other's updates").isEqualTo(1);
          });
    }
  }

  private static void samePoint(GanProvider provider) {
    GanPlan plan = SmallPlan.points().build();
    open(
        provider,
        plan,
        session -> {
          Map<String, NdArray<?>> start = session.saveState();
          Map<String, NdArray<?>> expected = new HashMap<>();
          for (Player player : Player.values()) {
            session.restoreState(start);
            step(session, plan, player.key(), 0);
            Map<String, NdArray<?>> alone = session.saveState();
            changed(start, alone, player).forEach(name -> expected.put(name, value(alone, name)));
          }
          session.restoreState(start);
          step(session, plan, SmallPlan.BOTH, 0);
          Map<String, NdArray<?>> together = session.saveState();
          assertThat(expected).isNotEmpty();
          expected.forEach(
              (name, moved) -> {
                if (NdValues.isFloating(moved)) {
                  assertThat(NdValues.values(value(together, name)))
                      .as("%s, moved together and alone", name)
                      .containsExactly(NdValues.values(moved), within(1e-6));
                }
              });
        });
  }

  private static void scratch(GanProvider provider) {
    GanPlan plan = SmallPlan.points().optimizer(adam(0.05)).build();
    open(
        provider,
        plan,
        session -> {
          step(session, plan, SmallPlan.BOTH, 0);
          Map<String, NdArray<?>> before = session.saveState();
          step(session, SmallPlan.SCRATCH, 1, 0, SmallPlan.batch(plan, 1));
          assertThat(changed(before, session.saveState(), Player.DISCRIMINATOR))
              .as("the scratch discriminator's state between repeats")
              .isNotEmpty();
          step(session, SmallPlan.SCRATCH, 1, 1, SmallPlan.batch(plan, 2));
          Map<String, NdArray<?>> after = session.saveState();
          assertThat(changed(before, after, Player.DISCRIMINATOR))
              .as("the scratch discriminator's state in the end")
              .isEmpty();
          assertThat(changed(before, after, Player.GENERATOR)).isNotEmpty();
          assertThat(session.updates(Player.DISCRIMINATOR)).isEqualTo(1);
          assertThat(session.updates(Player.GENERATOR)).isEqualTo(3);
        });
  }

  /** Under plain gradient descent, w − w' = rate · dLoss/dw; the loss is what the report says. */
  private static void gradient(GanProvider provider) {
    double rate = 0.1;
    for (SmallPlan small : List.of(SmallPlan.points(), SmallPlan.labelled())) {
      GanPlan plan = small.optimizer(SmallPlan.sgd(rate)).floatType(FloatType.FLOAT64).build();
      for (Player player : Player.values()) {
        gradient(provider, plan, player, rate);
      }
    }
  }

  private static void gradient(GanProvider provider, GanPlan plan, Player player, double rate) {
    open(
        provider,
        plan,
        session -> {
          Map<String, NdArray<?>> start = session.saveState();
          step(session, plan, player.key(), 0);
          Map<String, NdArray<?>> moved = session.saveState();
          List<String> names = changed(start, moved, player);
          for (String name : names) {
            if (NdValues.isFloating(value(start, name))) {
              double[] at = NdValues.values(value(start, name));
              double[] slopes =
                  Gradients.centralDifference(
                      values -> {
                        Map<String, NdArray<?>> changed = new HashMap<>(start);
                        changed.put(name, NdValues.like(value(start, name), values));
                        session.restoreState(changed);
                        return loss(step(session, plan, player.key(), 0), player);
                      },
                      at,
                      1e-5);
              double[] to = NdValues.values(value(moved, name));
              for (int i = 0; i < at.length; i++) {
                assertThat((at[i] - to[i]) / rate)
                    .as("gradient of %s[%d]", name, i)
                    .isCloseTo(slopes[i], within(1e-7));
              }
            }
          }
        });
  }

  private static double loss(PhaseReport report, Player player) {
    Double loss = report.losses().get(player);
    if (loss == null) {
      throw new AssertionError("no loss of the " + player.key() + " in " + report);
    }
    return loss;
  }

  /** Gradients come from plain descent at the same points; the formulas are those of the fake. */
  private static void optimizers(GanProvider provider) {
    List<Optimizer> optimizers =
        List.of(
            new Momentum(progress -> 0.1, progress -> 0.5 + 0.1 * progress.step(), false),
            new Momentum(progress -> 0.1 / (1 + progress.updates()), progress -> 0.9, true),
            new Adam(progress -> 0.01, 0.5, 0.9, 1e-8),
            new RmsProp(progress -> 0.01, 0.9, progress -> 0.5, 1e-7, false),
            new RmsProp(progress -> 0.01, 0.9, progress -> 0, 1e-4, true));
    for (Optimizer optimizer : optimizers) {
      follows(provider, optimizer);
    }
  }

  private static void follows(GanProvider provider, Optimizer optimizer) {
    GanPlan plan = SmallPlan.points().optimizer(optimizer).floatType(FloatType.FLOAT64).build();
    GanPlan descent =
        SmallPlan.points().optimizer(SmallPlan.sgd(1)).floatType(FloatType.FLOAT64).build();
    try (GanSession session = provider.open(plan);
        GanSession slopes = provider.open(descent)) {
      Map<String, NdArray<?>> weights = slopes.saveState();
      Map<String, double[]> expected = new HashMap<>();
      Map<String, double[][]> slots = new HashMap<>();
      for (String name : weights.keySet()) {
        if (name.startsWith(Player.GENERATOR.key()) && NdValues.isFloating(value(weights, name))) {
          expected.put(name, NdValues.values(value(weights, name)));
          slots.put(name, new double[optimizer.slots()][expected.get(name).length]);
        }
      }
      FakeUpdate update = FakeUpdate.of(optimizer);
      for (long number = 0; number < 4; number++) {
        // plain descent at rate 1 from the expected point: its step is the gradient
        Map<String, NdArray<?>> at = new HashMap<>(weights);
        expected.forEach((name, w) -> at.put(name, NdValues.like(value(weights, name), w)));
        slopes.restoreState(at);
        step(slopes, descent, SmallPlan.GENERATOR, number);
        Map<String, NdArray<?>> below = slopes.saveState();
        step(session, plan, SmallPlan.GENERATOR, number);
        Map<String, NdArray<?>> found = session.saveState();
        Progress progress = new Progress(number, TOTAL, number, 0);
        expected.forEach(
            (name, w) -> {
              double[] after = NdValues.values(value(below, name));
              double[] gradient = new double[w.length];
              Arrays.setAll(gradient, i -> w[i] - after[i]);
              update.move(w, gradient, slots.getOrDefault(name, new double[0][]), progress);
              assertThat(NdValues.values(value(found, name)))
                  .as("%s under %s, update %s", name, optimizer, progress.updates())
                  .containsExactly(w, within(1e-6));
            });
      }
    }
  }

  private static void schedules(GanProvider provider) {
    Sgd once = new Sgd(progress -> progress.updates() == 0 ? 0.1 : 0);
    GanPlan plan = SmallPlan.points().optimizer(once).build();
    open(
        provider,
        plan,
        session -> {
          FloatNdArray latents = session.drawLatents(1, 4);
          step(session, plan, SmallPlan.DISCRIMINATOR, 0);
          step(session, plan, SmallPlan.DISCRIMINATOR, 1);
          double[] untouched = NdValues.values(session.generate(latents));
          step(session, plan, SmallPlan.GENERATOR, 2);
          double[] moved = NdValues.values(session.generate(latents));
          assertThat(moved).as("the generator's first update").isNotEqualTo(untouched);
          step(session, plan, SmallPlan.GENERATOR, 3);
          assertThat(NdValues.values(session.generate(latents)))
              .as("the generator's second update, at rate 0")
              .isEqualTo(moved);
        });
  }

  private static void averages(GanProvider provider) {
    GanPlan plain = SmallPlan.points().build();
    GanPlan averaged = SmallPlan.points().average(Player.GENERATOR, progress -> 0.75).build();
    try (GanSession now = provider.open(plain);
        GanSession late = provider.open(averaged)) {
      FloatNdArray latents = now.drawLatents(1, 4);
      double[] before = NdValues.values(now.generate(latents));
      assertThat(NdValues.values(late.generate(latents)))
          .as("before the first update")
          .containsExactly(before, within(1e-6));
      step(now, plain, SmallPlan.GENERATOR, 0);
      step(late, averaged, SmallPlan.GENERATOR, 0);
      double moved = distance(NdValues.values(now.generate(latents)), before);
      double followed = distance(NdValues.values(late.generate(latents)), before);
      // a quarter of one small step, as far as the network is linear over it
      assertThat(followed / moved).as("part of the way").isBetween(0.2, 0.3);
    }
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  private record NoKernels() implements Constraint {
    @Override
    public boolean appliesTo(ParameterSpec parameter) {
      return parameter.role() == Role.KERNEL;
    }

    @Override
    public <T> T project(TensorOps<T> ops, T values, ParameterSpec parameter) {
      return ops.mul(values, ops.constant(0));
    }
  }

  private static void constraints(GanProvider provider) {
    GanPlan plan = SmallPlan.points().constraint(Player.DISCRIMINATOR, new NoKernels()).build();
    open(
        provider,
        plan,
        session -> {
          FloatNdArray samples = NdValues.floats(Shape.of(3, 2), 0, 1, -2, 3, 0.5, -0.25);
          assertThat(new ArrayList<>(boxed(session.score(samples)))).doesNotHaveDuplicates();
          step(session, plan, SmallPlan.GENERATOR, 0);
          assertThat(boxed(session.score(samples)))
              .as("scores after an update of the other player")
              .doesNotHaveDuplicates();
          step(session, plan, SmallPlan.DISCRIMINATOR, 1);
          assertThat(boxed(session.score(samples)).stream().distinct())
              .as("scores without kernels")
              .hasSize(1);
        });
  }

  private static void clipsGradients(GanProvider provider) {
    double rate = 0.1;
    double limit = 1e-3;
    SmallPlan plan = SmallPlan.points().optimizer(SmallPlan.sgd(rate));
    double[] before = weights(provider, plan, false);
    double[] free = weights(provider, plan, true);
    assertThat(distance(before, free)).as("without a limit").isGreaterThan(2 * rate * limit);
    double[] clipped = weights(provider, plan.maxGradientNorm(limit), true);
    assertThat(distance(before, clipped))
        .as("length of a step")
        .isCloseTo(rate * limit, within(1e-3 * rate * limit));
    double share = distance(before, clipped) / distance(before, free);
    for (int i = 0; i < before.length; i++) {
      assertThat(clipped[i] - before[i])
          .as("direction of the step")
          .isCloseTo(share * (free[i] - before[i]), within(1e-2 * rate * limit));
    }
    assertThat(weights(provider, plan.maxGradientNorm(1e6), true))
        .as("under a limit that is not reached")
        .containsExactly(free, within(1e-9));
  }

  /** The discriminator's weights, before or after its first step. */
  private static double[] weights(GanProvider provider, SmallPlan small, boolean moved) {
    GanPlan plan = small.floatType(FloatType.FLOAT64).build();
    try (GanSession session = provider.open(plan)) {
      if (moved) {
        step(session, plan, SmallPlan.DISCRIMINATOR, 0);
      }
      return session.saveState().entrySet().stream()
          .filter(entry -> entry.getKey().startsWith(Player.DISCRIMINATOR.key() + "/"))
          .filter(entry -> !entry.getKey().endsWith("/updates"))
          .sorted(Map.Entry.comparingByKey())
          .flatMapToDouble(entry -> Arrays.stream(NdValues.values(entry.getValue())))
          .toArray();
    }
  }

  private static List<Double> boxed(FloatNdArray array) {
    return Arrays.stream(NdValues.values(array)).boxed().toList();
  }

  private static Map<String, NdArray<?>> after(GanProvider provider, GanPlan plan, long... steps) {
    try (GanSession session = provider.open(plan)) {
      for (long number : steps) {
        step(session, plan, SmallPlan.DISCRIMINATOR, number);
        step(session, plan, SmallPlan.GENERATOR, number);
      }
      return session.saveState();
    }
  }

  private static void seeds(GanProvider provider) {
    GanPlan plan = SmallPlan.points().seed(5).build();
    assertThat(NdValues.differences(after(provider, plan, 0, 1, 2), after(provider, plan, 0, 1, 2)))
        .as("state that differs between two runs of one seed")
        .isEmpty();
    GanPlan other = SmallPlan.points().seed(6).build();
    assertThat(NdValues.differences(after(provider, plan), after(provider, other)))
        .as("state that differs between two seeds")
        .isNotEmpty();
  }

  private static void draws(GanProvider provider) {
    GanPlan plan = SmallPlan.points().build();
    open(
        provider,
        plan,
        session -> {
          Map<String, NdArray<?>> start = session.saveState();
          List<Map<String, NdArray<?>>> ends = new ArrayList<>();
          for (long draw : new long[] {4, 5, 4}) {
            session.restoreState(start);
            step(session, SmallPlan.GENERATOR, draw, 0, null);
            ends.add(session.saveState());
          }
          assertThat(NdValues.differences(ends.get(0), ends.get(2))).as("one draw twice").isEmpty();
          assertThat(NdValues.differences(ends.get(0), ends.get(1)))
              .as("another draw")
              .isNotEmpty();
        });
  }

  /** Tells a mean of this phase's noise and has no gradient of weight. */
  private record NoiseMean(Player paidBy) implements Term {
    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      T mean = context.ops().mean(context.noise().uniform("shared", Shape.of(3)));
      T free = context.ops().mul(context.ops().constant(0), context.ops().mean(context.fake()));
      return new TermValue<>(context.ops().add(mean, free), Map.of(), Map.of());
    }
  }

  private static void sharedNoise(GanProvider provider) {
    GanPlan plan =
        SmallPlan.points()
            .term("first", new NoiseMean(Player.GENERATOR))
            .term("second", new NoiseMean(Player.DISCRIMINATOR))
            .build();
    open(
        provider,
        plan,
        session -> {
          Map<String, Double> terms = step(session, plan, SmallPlan.BOTH, 0).terms();
          assertThat(terms.get("second"))
              .as("the same stream of noise in two terms of a phase")
              .isNotNull()
              .isEqualTo(terms.get("first"));
          assertThat(step(session, plan, SmallPlan.BOTH, 1).terms().get("first"))
              .as("the next draw")
              .isNotEqualTo(terms.get("first"));
        });
  }

  private static Adam adam(double rate) {
    return new Adam(progress -> rate, 0.5, 0.999, 1e-8);
  }

  private static void resumes(GanProvider provider) {
    for (SmallPlan small : List.of(SmallPlan.points(), SmallPlan.labelled())) {
      resumes(
          provider,
          small
              .optimizer(adam(0.01))
              .average(Player.GENERATOR, progress -> 0.9)
              .term("count", new Counting())
              .build());
    }
  }

  private static void resumes(GanProvider provider, GanPlan plan) {
    Map<String, NdArray<?>> whole = after(provider, plan, 0, 1, 2, 3);
    Map<String, NdArray<?>> half = after(provider, plan, 0, 1);
    open(
        provider,
        plan,
        session -> {
          session.restoreState(half);
          assertThat(NdValues.differences(half, session.saveState()))
              .as("state that was not put back")
              .isEmpty();
          for (long number = 2; number < 4; number++) {
            step(session, plan, SmallPlan.DISCRIMINATOR, number);
            step(session, plan, SmallPlan.GENERATOR, number);
          }
          assertThat(NdValues.differences(whole, session.saveState()))
              .as("state that differs from the run that was not stopped")
              .isEmpty();
        });
  }

  private static void averageNames(GanProvider provider) {
    GanPlan plan = SmallPlan.points().average(Player.GENERATOR, progress -> 0.9).build();
    open(
        provider,
        plan,
        session -> {
          Map<String, NdArray<?>> state = session.saveState();
          List<String> averages =
              state.keySet().stream().filter(name -> name.endsWith("/average")).toList();
          assertThat(averages).as("averages").isNotEmpty();
          for (String average : averages) {
            String weight = average.substring(0, average.lastIndexOf('/'));
            assertThat(value(state, average))
                .as("%s before the first update", average)
                .isEqualTo(value(state, weight));
          }
        });
  }

  private static void misfit(GanProvider provider) {
    GanPlan plan = SmallPlan.points().build();
    open(
        provider,
        plan,
        session -> {
          Map<String, NdArray<?>> before = session.saveState();
          String some =
              before.keySet().stream()
                  .filter(
                      name ->
                          name.startsWith("generator/")
                              && value(before, name).shape().numDimensions() > 0)
                  .findFirst()
                  .orElseThrow();
          step(session, plan, SmallPlan.BOTH, 0);
          Map<String, NdArray<?>> current = session.saveState();

          Map<String, NdArray<?>> missing = new HashMap<>(before);
          missing.remove(some);
          Map<String, NdArray<?>> unknown = new HashMap<>(before);
          unknown.put("generator/unheard-of", NdArrays.scalarOf(1f));
          Map<String, NdArray<?>> misshapen = new HashMap<>(before);
          misshapen.put(some, NdArrays.ofFloats(Shape.of(2, 3, 4)));
          Map<String, Map<String, NdArray<?>>> misfits =
              Map.of(some, missing, "generator/unheard-of", unknown, "[2, 3, 4]", misshapen);
          misfits.forEach(
              (named, state) -> {
                assertThatThrownBy(() -> session.restoreState(state))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining(named);
                assertThat(NdValues.differences(current, session.saveState()))
                    .as("state that changed all the same")
                    .isEmpty();
              });
        });
  }

  /** Counts its own steps. */
  private record Counting() implements Term {
    @Override
    public Player paidBy() {
      return Player.GENERATOR;
    }

    @Override
    public List<StateSpec> state() {
      return List.of(new StateSpec("steps", 10));
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      T steps = context.state("steps");
      T free = ops.mul(ops.constant(0), ops.mean(context.fake()));
      return new TermValue<>(
          free, Map.of("steps", ops.add(steps, ops.constant(1))), Map.of("seen", steps));
    }
  }

  private static void termStates(GanProvider provider) {
    GanPlan plan = SmallPlan.points().term("count", new Counting()).build();
    open(
        provider,
        plan,
        session -> {
          List<Double> seen = new ArrayList<>();
          // two phases pay the term under one name: one state
          for (String phase :
              List.of(
                  SmallPlan.GENERATOR,
                  SmallPlan.BOTH,
                  SmallPlan.DISCRIMINATOR,
                  SmallPlan.GENERATOR)) {
            Double report = step(session, plan, phase, seen.size()).reports().get("count/seen");
            if (report != null) {
              seen.add(report);
            }
          }
          assertThat(seen).containsExactly(10.0, 11.0, 12.0);
        });
  }

  private static void reports(GanProvider provider) {
    GanPlan plan = SmallPlan.points().build();
    open(
        provider,
        plan,
        session -> {
          PhaseReport discriminator = step(session, plan, SmallPlan.DISCRIMINATOR, 0);
          assertThat(discriminator.losses()).containsOnlyKeys(Player.DISCRIMINATOR);
          assertThat(discriminator.terms()).containsOnlyKeys("loss.discriminator");
          assertThat(discriminator.terms().get("loss.discriminator"))
              .isEqualTo(discriminator.losses().get(Player.DISCRIMINATOR));
          assertThat(discriminator.meanRealScore()).isPresent();
          assertThat(discriminator.meanFakeScore()).isPresent();
          assertThat(discriminator.meanRealProbability().orElseThrow()).isBetween(0.0, 1.0);
          assertThat(discriminator.meanFakeProbability().orElseThrow()).isBetween(0.0, 1.0);
          PhaseReport generator = step(session, SmallPlan.GENERATOR, 1, 0, null);
          assertThat(generator.losses()).containsOnlyKeys(Player.GENERATOR);
          assertThat(generator.meanRealScore()).as("not scored").isEmpty();
          assertThat(generator.meanFakeScore()).isPresent();
          PhaseReport both = step(session, plan, SmallPlan.BOTH, 2);
          assertThat(both.losses()).containsOnlyKeys(Player.values());
        });
  }

  private static void bytes(GanProvider provider) {
    GanPlan plan = SmallPlan.images().build();
    open(
        provider,
        plan,
        session -> {
          Batch batch = SmallPlan.batch(plan, 0);
          double[] decoded = new double[batch.bytes().length];
          Arrays.setAll(decoded, i -> plan.samples().decode(batch.bytes()[i]));
          double[] scores =
              NdValues.values(session.score(NdValues.floats(Shape.of(6, 2, 2, 1), decoded)));
          double mean = Arrays.stream(scores).average().orElseThrow();
          PhaseReport report = step(session, SmallPlan.DISCRIMINATOR, 0, 0, batch);
          assertThat(report.meanRealScore().orElseThrow()).isCloseTo(mean, within(1e-5));
        });
  }

  private static void latents(GanProvider provider) {
    GanPlan plan = SmallPlan.points().build();
    open(
        provider,
        plan,
        session -> {
          FloatNdArray eight = session.drawLatents(3, 8);
          assertThat(eight.shape()).isEqualTo(Shape.of(8, 3));
          double[] all = NdValues.values(eight);
          assertThat(NdValues.values(session.drawLatents(3, 8))).as("again").isEqualTo(all);
          assertThat(NdValues.values(session.drawLatents(3, 5)))
              .as("the first 5 of 8")
              .isEqualTo(Arrays.copyOf(all, 15));
          assertThat(NdValues.values(session.drawLatents(4, 8)))
              .as("another seed")
              .isNotEqualTo(all);
          step(session, plan, SmallPlan.BOTH, 0);
          assertThat(NdValues.values(session.drawLatents(3, 8))).as("after a step").isEqualTo(all);
        });
  }

  private static void shapes(GanProvider provider) {
    GanPlan plan = SmallPlan.images().build();
    open(
        provider,
        plan,
        session -> {
          for (int count : new int[] {1, 6, 11}) {
            FloatNdArray made = session.generate(session.drawLatents(1, count));
            assertThat(made.shape()).isEqualTo(Shape.of(count, 2, 2, 1));
            for (double value : NdValues.values(made)) {
              assertThat(value).as("in the data's range").isBetween(-1.0, 1.0);
            }
            FloatNdArray scores = session.score(made);
            assertThat(scores.shape().get(0)).isEqualTo(count);
            assertThat(scores.shape().size()).isEqualTo(count);
          }
          double[] six = NdValues.values(session.generate(session.drawLatents(1, 6)));
          double[] two = NdValues.values(session.generate(session.drawLatents(1, 2)));
          assertThat(two)
              .as("a sample does not depend on the batch it stands in")
              .containsExactly(Arrays.copyOf(six, two.length), within(1e-6));
        });
  }

  private static void labels(GanProvider provider) {
    GanPlan plan = SmallPlan.labelled().build();
    int[] classes = {0, 1, 2, 2};
    open(
        provider,
        plan,
        session -> {
          step(session, plan, SmallPlan.BOTH, 0);
          FloatNdArray one = session.drawLatents(1, 1);
          FloatNdArray four = NdValues.repeated(one, 4);
          double[] made = NdValues.values(session.generate(four, classes));
          double[] scores = NdValues.values(session.score(NdValues.repeated(one2d(), 4), classes));
          assertThat(List.of(made[0], made[2], made[4]))
              .as("one latent's samples of three classes")
              .doesNotHaveDuplicates();
          assertThat(made[6]).as("and of the last again").isCloseTo(made[4], within(1e-6));
          assertThat(List.of(scores[0], scores[1], scores[2]))
              .as("one sample's scores as of three classes")
              .doesNotHaveDuplicates();
          assertThat(scores[3]).as("and of the last again").isCloseTo(scores[2], within(1e-6));
          for (int[] wrong : new int[][] {null, {0, 1, 2}, {0, 1, 2, 3}, {0, 1, 2, -1}}) {
            assertThatThrownBy(() -> session.generate(four, wrong))
                .as("labels %s for 4 samples of 3 classes", Arrays.toString(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label");
            assertThatThrownBy(() -> session.score(NdValues.repeated(one2d(), 4), wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label");
          }
        });
    open(
        provider,
        SmallPlan.points().build(),
        session ->
            assertThatThrownBy(() -> session.generate(session.drawLatents(1, 4), classes))
                .as("labels for a generator that sees none")
                .isInstanceOf(IllegalArgumentException.class));
  }

  private static FloatNdArray one2d() {
    return NdValues.floats(Shape.of(1, 2), 0.5, -0.25);
  }

  /** Tells of the labels that the fakes were made for; has no gradient of weight. */
  private record FakeLabels(Player paidBy) implements Term {
    @Override
    public Set<Need> needs() {
      return Set.of(Need.FAKE_LABELS);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      T labels = context.fakeLabels();
      T perClass = ops.sumExcept(labels, 1);
      return new TermValue<>(
          ops.mul(ops.constant(0), ops.mean(context.fake())),
          Map.of(),
          Map.of(
              "ones", ops.sum(ops.maxPerSample(labels)),
              "all", ops.sum(labels),
              "spread", ops.sum(ops.square(perClass))));
    }
  }

  private static void fakeLabels(GanProvider provider) {
    GanPlan plan =
        SmallPlan.labelled()
            .term("g", new FakeLabels(Player.GENERATOR))
            .term("d", new FakeLabels(Player.DISCRIMINATOR))
            .build();
    open(
        provider,
        plan,
        session -> {
          List<Double> spreads = new ArrayList<>();
          for (long draw = 0; draw < 8; draw++) {
            Map<String, Double> ofG = step(session, SmallPlan.GENERATOR, draw, 0, null).reports();
            Map<String, Double> ofD = step(session, plan, SmallPlan.DISCRIMINATOR, draw).reports();
            assertThat(ofG.get("g/ones")).as("a one per label").isEqualTo(plan.batchSize());
            assertThat(ofG.get("g/all")).as("and nothing else").isEqualTo(plan.batchSize());
            assertThat(ofD.get("d/spread"))
                .as("the labels of one draw in two phases")
                .isNotNull()
                .isEqualTo(ofG.get("g/spread"));
            spreads.add(ofD.get("d/spread"));
          }
          assertThat(spreads.stream().distinct())
              .as("labels of several draws")
              .hasSizeGreaterThan(1);
        });
  }

  private static void diverges(GanProvider provider) {
    GanPlan plan = SmallPlan.points().build();
    open(
        provider,
        plan,
        session -> {
          Batch broken = SmallPlan.batch(plan, 0);
          broken.floats()[3] = Float.NaN;
          assertThatThrownBy(() -> step(session, SmallPlan.DISCRIMINATOR, 7, 0, broken))
              .isInstanceOfSatisfying(
                  DivergedException.class,
                  diverged -> {
                    assertThat(diverged.phase()).isEqualTo(SmallPlan.DISCRIMINATOR);
                    assertThat(diverged.step()).isEqualTo(7);
                    assertThat(diverged.value()).isNotFinite();
                    assertThat(diverged.quantity()).contains("discriminator");
                  });
        });
  }

  private static void misuse(GanProvider provider) {
    GanPlan plan = SmallPlan.points().build();
    open(
        provider,
        plan,
        session -> {
          assertThatThrownBy(() -> step(session, plan, "unheard-of", 0))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("unheard-of");
          assertThatThrownBy(() -> step(session, SmallPlan.DISCRIMINATOR, 0, 0, null))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(SmallPlan.DISCRIMINATOR);
          assertThatThrownBy(
                  () ->
                      step(
                          session,
                          SmallPlan.DISCRIMINATOR,
                          0,
                          0,
                          new Batch(plan.samples(), plan.batchSize() + 1)))
              .as("a batch of another size")
              .isInstanceOf(IllegalArgumentException.class);
        });
  }

  private static void closeTwice(GanProvider provider) {
    GanSession session = provider.open(SmallPlan.points().build());
    session.close();
    session.close();
  }

  private static NdArray<?> value(Map<String, NdArray<?>> state, String name) {
    NdArray<?> value = state.get(name);
    if (value == null) {
      throw new AssertionError("the state has no '" + name + "'");
    }
    return value;
  }
}
