package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.TOTAL;
import static io.gan4j.testkit.SessionSteps.adam;
import static io.gan4j.testkit.SessionSteps.changed;
import static io.gan4j.testkit.SessionSteps.step;
import static io.gan4j.testkit.SessionSteps.value;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Momentum;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.RmsProp;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/** How far a player is moved: its gradient, its optimiser, its learning rate. */
record SessionOptimizerContract(GanProvider provider) {

  Contract contract() {
    return new Contract(provider.name())
        .promise("moves along the gradient of what a player pays", this::gradient)
        .promise("moves as each optimiser's formula says", this::optimizers)
        .promise("reads schedules at the player's own updates", this::schedules)
        .promise("weighs a term as its schedule says at the step", this::weights)
        .promise("weighs a term of both players at the updates of each", this::ownWeights)
        .promise("scales learning rates, until told otherwise", this::scaledRates);
  }

  /** Under plain gradient descent, w − w' = rate · dLoss/dw; the loss is what the report says. */
  private void gradient() {
    double rate = 0.1;
    for (SmallPlan small : List.of(SmallPlan.points(), SmallPlan.labelled())) {
      GanPlan plan = small.optimizer(SmallPlan.sgd(rate)).floatType(FloatType.FLOAT64).build();
      for (Player player : SmallPlan.PLAYERS) {
        gradient(plan, player, rate);
      }
    }
  }

  private void gradient(GanPlan plan, Player player, double rate) {
    try (GanSession session = provider.open(plan)) {
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
    }
  }

  private static double loss(PhaseReport report, Player player) {
    Double loss = report.losses().get(player);
    if (loss == null) {
      throw new AssertionError("no loss of the " + player.key() + " in " + report);
    }
    return loss;
  }

  /** Gradients come from plain descent at the same points; the formulas are those of the fake. */
  private void optimizers() {
    List<Optimizer> optimizers =
        List.of(
            new Momentum(progress -> 0.1, progress -> 0.5 + 0.1 * progress.step(), false),
            new Momentum(progress -> 0.1 / (1 + progress.updates()), progress -> 0.9, true),
            new Adam(progress -> 0.01, 0.5, 0.9, 1e-8),
            new Adam(
                progress -> 0.01,
                progress -> 0.5 / (1 + progress.updates()),
                progress -> 1 - 0.5 / (2 + progress.images()),
                1e-8),
            new RmsProp(progress -> 0.01, 0.9, progress -> 0.5, 1e-7, false),
            new RmsProp(progress -> 0.01, 0.9, progress -> 0, 1e-4, true));
    for (Optimizer optimizer : optimizers) {
      follows(optimizer);
    }
  }

  private void follows(Optimizer optimizer) {
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
        Progress progress = new Progress(number, TOTAL, number, 0, plan.batchSize());
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

  private void schedules() {
    Sgd once = new Sgd(progress -> progress.updates() == 0 ? 0.1 : 0);
    GanPlan plan = SmallPlan.points().optimizer(once).build();
    try (GanSession session = provider.open(plan)) {
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
    }
  }

  /** The mean of squared real scores. */
  private record Squares(Set<PlayerRole> paidBy) implements Term {

    @Override
    public Set<Need> needs() {
      return Set.of(Need.REAL, Need.REAL_SCORES);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      return TermValue.of(ops.mean(ops.square(context.discriminate(context.real()).scores())));
    }
  }

  private void weights() {
    Schedule weight = progress -> 1 + progress.images();
    PhaseReport plain = weighed(progress -> 1);
    PhaseReport moved = weighed(weight);
    double factor = 1 + 3 * 6; // at step 3, with batches of 6
    double value = requireNonNull(plain.terms().get("squares"));
    assertThat(moved.terms().get("squares")).isCloseTo(factor * value, within(1e-9));
    assertThat(loss(moved, Player.DISCRIMINATOR) - loss(plain, Player.DISCRIMINATOR))
        .isCloseTo((factor - 1) * value, within(1e-9));
  }

  private PhaseReport weighed(Schedule weight) {
    GanPlan plan =
        SmallPlan.points()
            .term("squares", new Squares(Set.of(PlayerRole.DISCRIMINATOR)), weight)
            .floatType(FloatType.FLOAT64)
            .build();
    try (GanSession session = provider.open(plan)) {
      return step(session, plan, SmallPlan.DISCRIMINATOR, 3);
    }
  }

  /** After two updates of the discriminator and none of the generator. */
  private void ownWeights() {
    Schedule late = progress -> progress.step() < 5 ? 0 : 1 + progress.updates();
    PhaseReport plain = bothAfterTwo(progress -> 0);
    PhaseReport weighed = bothAfterTwo(late);
    double more = loss(weighed, Player.GENERATOR) - loss(plain, Player.GENERATOR);
    assertThat(more).isGreaterThan(1e-6);
    assertThat(loss(weighed, Player.DISCRIMINATOR) - loss(plain, Player.DISCRIMINATOR))
        .isCloseTo(3 * more, within(1e-9));
  }

  private PhaseReport bothAfterTwo(Schedule weight) {
    GanPlan plan =
        SmallPlan.points()
            .term("squares", new Squares(Set.of(PlayerRole.values())), weight)
            .floatType(FloatType.FLOAT64)
            .build();
    try (GanSession session = provider.open(plan)) {
      step(session, plan, SmallPlan.DISCRIMINATOR, 0);
      step(session, plan, SmallPlan.DISCRIMINATOR, 1);
      return step(session, plan, SmallPlan.BOTH, 5);
    }
  }

  private void scaledRates() {
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
}
