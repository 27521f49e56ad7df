package io.gan4j.tf.internal.network;

import io.gan4j.api.provider.Workers;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.tf.internal.graph.Arithmetic;
import io.gan4j.tf.internal.workers.Collectives;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * One pass through a network.
 *
 * @param tf operations on the run's device
 * @param player prefix of the parameters' names: {@code generator}
 * @param parameters where they come from
 * @param labels one-hot, {@code [batch, classes]}; null if no layer sees any
 * @param noise of this pass; its layers take streams below their own names
 * @param training whether it trains
 * @param statistics where updates of statistics go; not used unless it trains
 * @param collectives what workers tell each other on the way
 * @param arithmetic of its products
 * @param <T> the graph's float type
 */
public record Pass<T extends TFloating>(
    Ops tf,
    String player,
    ParameterSource<T> parameters,
    @Nullable Operand<T> labels,
    NoiseSource<Operand<T>> noise,
    boolean training,
    StatisticSink<T> statistics,
    Collectives collectives,
    Arithmetic arithmetic) {

  /** A pass of one process alone, in the precision of its graph. */
  public Pass(
      Ops tf,
      String player,
      ParameterSource<T> parameters,
      @Nullable Operand<T> labels,
      NoiseSource<Operand<T>> noise,
      boolean training,
      StatisticSink<T> statistics) {
    this(
        tf,
        player,
        parameters,
        labels,
        noise,
        training,
        statistics,
        new Collectives(Workers.ALONE),
        Arithmetic.FULL);
  }

  /** A pass that samples or scores, in the precision of its graph. */
  public static <T extends TFloating> Pass<T> inference(
      Ops tf,
      String player,
      ParameterSource<T> parameters,
      @Nullable Operand<T> labels,
      NoiseSource<Operand<T>> noise) {
    return new Pass<>(tf, player, parameters, labels, noise, false, (name, next) -> {});
  }
}
