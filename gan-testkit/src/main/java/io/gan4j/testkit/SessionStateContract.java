package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.adam;
import static io.gan4j.testkit.SessionSteps.step;
import static io.gan4j.testkit.SessionSteps.trained;
import static io.gan4j.testkit.SessionSteps.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** The state that a run goes on from. */
record SessionStateContract(GanProvider provider) {

  Contract contract() {
    return new Contract(provider.name())
        .promise("goes on from a saved state as if it had never stopped", this::resumes)
        .promise("names averages after their weights", this::averageNames)
        .promise("refuses a state that does not fit, and changes nothing", this::misfit)
        .promise("carries the terms' states", this::termStates);
  }

  private void resumes() {
    for (SmallPlan small : List.of(SmallPlan.points(), SmallPlan.labelled())) {
      resumes(
          small
              .optimizer(adam(0.01))
              .average(Player.GENERATOR, progress -> 0.9)
              .term("count", new Counting())
              .build());
    }
  }

  private void resumes(GanPlan plan) {
    Map<String, NdArray<?>> whole = trained(provider, plan, 0, 1, 2, 3);
    Map<String, NdArray<?>> half = trained(provider, plan, 0, 1);
    try (GanSession session = provider.open(plan)) {
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
    }
  }

  private void averageNames() {
    GanPlan plan = SmallPlan.points().average(Player.GENERATOR, progress -> 0.9).build();
    try (GanSession session = provider.open(plan)) {
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
    }
  }

  private void misfit() {
    GanPlan plan = SmallPlan.points().build();
    try (GanSession session = provider.open(plan)) {
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
    }
  }

  /** Counts its own steps. */
  private record Counting() implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
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

  private void termStates() {
    GanPlan plan = SmallPlan.points().term("count", new Counting()).build();
    try (GanSession session = provider.open(plan)) {
      List<Double> seen = new ArrayList<>();
      // two phases pay the term under one name: one state
      for (String phase :
          List.of(
              SmallPlan.GENERATOR, SmallPlan.BOTH, SmallPlan.DISCRIMINATOR, SmallPlan.GENERATOR)) {
        Double report = step(session, plan, phase, seen.size()).reports().get("count/seen");
        if (report != null) {
          seen.add(report);
        }
      }
      assertThat(seen).containsExactly(10.0, 11.0, 12.0);
    }
  }
}
