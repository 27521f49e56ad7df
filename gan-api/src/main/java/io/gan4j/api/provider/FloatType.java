package io.gan4j.api.provider;

/** The type of every weight and value in the graph. */
public enum FloatType {
  /** What trains. */
  FLOAT32,
  /** What tests compile, to compare gradients with finite differences. */
  FLOAT64
}
