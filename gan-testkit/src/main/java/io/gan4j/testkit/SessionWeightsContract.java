package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.distance;
import static io.gan4j.testkit.SessionSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.game.Player;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

/** What becomes of weights besides the update: averages, constraints, limits. */
record SessionWeightsContract(GanProvider provider) {

  Contract contract() {
    return new Contract(provider.name())
        .promise("samples from averaged weights", this::averages)
        .promise("applies constraints after every update", this::constraints)
        .promise(
            "scales gradients down that are longer than the limit, over all weights together",
            this::clipsGradients);
  }

  private void averages() {
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

  private void constraints() {
    GanPlan plan = SmallPlan.points().constraint(Player.DISCRIMINATOR, new NoKernels()).build();
    try (GanSession session = provider.open(plan)) {
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
    }
  }

  private static List<Double> boxed(FloatNdArray array) {
    return Arrays.stream(NdValues.values(array)).boxed().toList();
  }

  private void clipsGradients() {
    double rate = 0.1;
    double limit = 1e-3;
    SmallPlan plan = SmallPlan.points().optimizer(SmallPlan.sgd(rate));
    double[] before = weights(plan, false);
    double[] free = weights(plan, true);
    assertThat(distance(before, free)).as("without a limit").isGreaterThan(2 * rate * limit);
    double[] clipped = weights(plan.maxGradientNorm(limit), true);
    assertThat(distance(before, clipped))
        .as("length of a step")
        .isCloseTo(rate * limit, within(1e-3 * rate * limit));
    double share = distance(before, clipped) / distance(before, free);
    for (int i = 0; i < before.length; i++) {
      assertThat(clipped[i] - before[i])
          .as("direction of the step")
          .isCloseTo(share * (free[i] - before[i]), within(1e-2 * rate * limit));
    }
    assertThat(weights(plan.maxGradientNorm(1e6), true))
        .as("under a limit that is not reached")
        .containsExactly(free, within(1e-9));
  }

  /** The discriminator's weights, before or after its first step. */
  private double[] weights(SmallPlan small, boolean moved) {
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
}
