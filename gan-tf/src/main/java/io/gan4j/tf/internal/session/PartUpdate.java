package io.gan4j.tf.internal.session;

import io.gan4j.api.network.NetworkPart;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.PlayerPlan.PartPlan;
import io.gan4j.tf.extension.OptimizerBuilder.Rule;
import io.gan4j.tf.internal.graph.FloatKind;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * How the parameters of a part of a network are moved.
 *
 * @param moving of those that move from the start
 * @param thawed of those that thaw, with their own count of updates; null if none does
 * @param averageRate how far the average moves towards the parameter; null if there is none
 * @param <T> the graph's float type
 */
record PartUpdate<T extends TFloating>(
    Optimizing<T> moving, @Nullable Optimizing<T> thawed, @Nullable Operand<T> averageRate)
    implements AutoCloseable {

  /**
   * An optimiser, and what is fed to it.
   *
   * @param <T> the graph's float type
   */
  private record Optimizing<T extends TFloating>(PlayerFeeds<T> feeds, Rule<T> rule) {}

  static <T extends TFloating> PartUpdate<T> of(
      Ops tf,
      String scope,
      FloatKind<T> kind,
      PlayerPlan player,
      NetworkPart part,
      OptimizerTable optimizers) {
    PartPlan plan = player.part(part.name());
    Optimizing<T> moving =
        optimizing(tf.withSubScope(scope + ".fed"), kind, player, plan, optimizers);
    Average average = plan.average();
    return new PartUpdate<>(
        moving,
        player.frozen().thaws()
            ? optimizing(tf.withSubScope(scope + ".thawed"), kind, player, plan, optimizers)
            : null,
        average == null ? null : moving.feeds().fed("averageRate", p -> 1 - average.decay(p)));
  }

  private static <T extends TFloating> Optimizing<T> optimizing(
      Ops tf, FloatKind<T> kind, PlayerPlan player, PartPlan plan, OptimizerTable optimizers) {
    PlayerFeeds<T> feeds = new PlayerFeeds<>(tf, kind, plan.learningRateFactor());
    return new Optimizing<>(feeds, optimizers.build(player.optimizer(), feeds));
  }

  /**
   * The optimiser's.
   *
   * @param thaws whether it is for a parameter that was frozen at first
   */
  Rule<T> rule(boolean thaws) {
    return thaws && thawed != null ? thawed.rule() : moving.rule();
  }

  /** Multiplies the learning rate from now on. */
  void scaleLearningRate(double factor) {
    moving.feeds().scaleLearningRate(factor);
    if (thawed != null) {
      thawed.feeds().scaleLearningRate(factor);
    }
  }

  /**
   * Feeds what the next update needs.
   *
   * @param sinceThawing progress of what was frozen at first
   */
  void feed(Session.Runner runner, Progress progress, Progress sinceThawing) {
    moving.feeds().feed(runner, progress);
    if (thawed != null) {
      thawed.feeds().feed(runner, sinceThawing);
    }
  }

  @Override
  public void close() {
    moving.feeds().close();
    if (thawed != null) {
      thawed.feeds().close();
    }
  }
}
