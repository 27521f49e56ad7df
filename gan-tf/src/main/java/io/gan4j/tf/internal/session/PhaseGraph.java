package io.gan4j.tf.internal.session;

import io.gan4j.api.training.Phase;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.family.TFloating;

/**
 * A phase, built.
 *
 * @param phase what it is
 * @param report the scalars it reports
 * @param values these scalars as one vector
 * @param valuesAndNorms these scalars, and after them the norms of gradients and weights
 * @param gradients of the whole batch: gradients of all players that move, by parameter name
 * @param parts what is run for each part of a batch but the last; empty if batches pass whole
 * @param train moves everything the phase moves
 * @param readsSamples whether it has to be fed real samples
 * @param readsLabels whether it has to be fed their labels
 * @param <T> the graph's float type
 */
record PhaseGraph<T extends TFloating>(
    Phase phase,
    Report<T> report,
    Operand<T> values,
    Operand<T> valuesAndNorms,
    Map<String, Operand<T>> gradients,
    List<Op> parts,
    Op train,
    boolean readsSamples,
    boolean readsLabels) {}
