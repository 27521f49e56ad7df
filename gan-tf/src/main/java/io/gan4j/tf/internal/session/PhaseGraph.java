package io.gan4j.tf.internal.session;

import io.gan4j.api.training.Phase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.family.TFloating;

/**
 * A phase, built.
 *
 * @param phase what it is
 * @param feeds what it has to be fed
 * @param reported what it reports
 * @param gradients of the whole batch: gradients of all players that move, by parameter name
 * @param parts what is run for each part of a batch but the last; empty if batches pass whole
 * @param train moves everything the phase moves
 * @param exchange what is told other workers; null where there are none
 * @param <T> the graph's float type
 */
record PhaseGraph<T extends TFloating>(
    Phase phase,
    PhaseFeeds<T> feeds,
    Reported<T> reported,
    Map<String, Operand<T>> gradients,
    List<Op> parts,
    Op train,
    @Nullable GradientExchange exchange) {

  /**
   * What a phase reports.
   *
   * @param report the scalars, and what each of them is
   * @param values these scalars as one vector
   * @param valuesAndNorms these scalars, and after them the norms of gradients and weights
   * @param <T> the graph's float type
   */
  record Reported<T extends TFloating>(
      Report<T> report, Operand<T> values, Operand<T> valuesAndNorms) {}
}
