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
 */
public record PlayerPlan(
    NetworkSpec network,
    Optimizer optimizer,
    @Nullable Average average,
    List<Constraint> constraints) {
  public PlayerPlan {
    constraints = List.copyOf(constraints);
  }
}
