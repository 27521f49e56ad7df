package io.gan4j.tf.internal.session;

import io.gan4j.api.network.ParameterSpec;
import io.gan4j.tf.internal.graph.Variable;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.types.family.TFloating;

/**
 * A parameter or statistic of a player, with what is kept beside it.
 *
 * @param part the part of the network that it belongs to; empty for the only part
 * @param spec what it is
 * @param variable its value
 * @param slots the optimiser's, by name
 * @param average its average over training; null if none is kept
 * @param <T> the graph's float type
 */
record Parameter<T extends TFloating>(
    String part,
    ParameterSpec spec,
    Variable<T> variable,
    Map<String, Variable<T>> slots,
    @Nullable Variable<T> average) {

  /** Its own variable and all that are kept beside it. */
  Stream<Variable<T>> variables() {
    Stream<Variable<T>> own = Stream.concat(Stream.of(variable), slots.values().stream());
    return average == null ? own : Stream.concat(own, Stream.of(average));
  }
}
