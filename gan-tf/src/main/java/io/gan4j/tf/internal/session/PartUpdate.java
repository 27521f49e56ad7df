package io.gan4j.tf.internal.session;

import io.gan4j.api.optimizer.Average;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.PlayerPlan.PartPlan;
import io.gan4j.tf.extension.OptimizerBuilder.Rule;
import io.gan4j.tf.internal.graph.FloatKind;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * How the parameters of a part of a network are moved.
 *
 * @param feeds what is fed to its updates
 * @param rule the optimiser's
 * @param averageRate how far the average moves towards the parameter; null if there is none
 * @param <T> the graph's float type
 */
record PartUpdate<T extends TFloating>(
    PlayerFeeds<T> feeds, Rule<T> rule, @Nullable Operand<T> averageRate) {

  static <T extends TFloating> PartUpdate<T> of(
      Ops tf, FloatKind<T> kind, PlayerPlan player, String part, OptimizerTable optimizers) {
    PartPlan plan = player.part(part);
    PlayerFeeds<T> feeds = new PlayerFeeds<>(tf, kind, plan.learningRateFactor());
    Rule<T> rule = optimizers.build(player.optimizer(), feeds);
    Average average = plan.average();
    return new PartUpdate<>(
        feeds, rule, average == null ? null : feeds.fed("averageRate", p -> 1 - average.decay(p)));
  }
}
