package io.gan4j.api.network;

import io.gan4j.api.tensor.TensorOps;

/** Puts a player's trained parameters back where they may be, after every update of that player. */
public interface Constraint {

  /** Whether this parameter is constrained. */
  boolean appliesTo(ParameterSpec parameter);

  /** The nearest allowed values, of the same shape. */
  <T> T project(TensorOps<T> ops, T values, ParameterSpec parameter);
}
