package io.gan4j.api.term;

import java.util.Map;

/**
 * What a term computes.
 *
 * @param value the scalar that the player pays, to be minimised
 * @param nextState new values of the term's state, by name; what is absent stays
 * @param reports further scalars worth watching, by name
 * @param <T> the provider's tensor
 */
public record TermValue<T>(T value, Map<String, T> nextState, Map<String, T> reports) {

  public TermValue {
    nextState = Map.copyOf(nextState);
    reports = Map.copyOf(reports);
  }

  /** A value alone. */
  public static <T> TermValue<T> of(T value) {
    return new TermValue<>(value, Map.of(), Map.of());
  }
}
