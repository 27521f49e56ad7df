package io.gan4j.api.provider;

import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Optimizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One player, laid out.
 *
 * @param network its layers
 * @param optimizer what moves it
 * @param average average of its weights and statistics for samples and exports; null for none
 * @param constraints applied in order after every update
 * @param maxGradientNorm largest norm of the gradient with respect to all trained parameters
 *     together; a longer one is scaled down to it before the optimiser sees it; null for no limit
 * @param frozen what does not move at first
 */
public record PlayerPlan(
    NetworkSpec network,
    Optimizer optimizer,
    @Nullable Average average,
    List<Constraint> constraints,
    @Nullable Double maxGradientNorm,
    Freezing frozen) {
  public PlayerPlan {
    constraints = List.copyOf(constraints);
  }

  /** A player of which everything moves. */
  public PlayerPlan(
      NetworkSpec network,
      Optimizer optimizer,
      @Nullable Average average,
      List<Constraint> constraints,
      @Nullable Double maxGradientNorm) {
    this(network, optimizer, average, constraints, maxGradientNorm, Freezing.NONE);
  }
}
