package io.gan4j.tf.internal.network;

import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Where a pass's updates of statistics go.
 *
 * @param <T> the graph's float type
 */
@FunctionalInterface
public interface StatisticSink<T extends TFloating> {

  /**
   * Takes an update.
   *
   * @param name the statistic's full name
   * @param next its next value from the one before
   */
  void update(String name, UnaryOperator<Operand<T>> next);
}
