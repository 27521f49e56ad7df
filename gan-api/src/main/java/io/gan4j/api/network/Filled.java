package io.gan4j.api.network;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.random.RandomKey;
import java.util.function.LongToDoubleFunction;

/** One value throughout, for parameters whose beginning is no choice of the user's. */
record Filled(double value) implements Initializer {
  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    return index -> value;
  }
}
