package io.gan4j.components.initializer;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Doc;
import java.util.function.LongToDoubleFunction;

/**
 * Normal with variance 2 / inputs: keeps the variance of values from layer to layer behind relu.
 */
@Doc(value = "Normal with variance 2/inputs, for relu", paper = "He et al. 2015, eq. 10")
public record HeInitializer() implements Initializer {

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    double stddev = Math.sqrt(2.0 / parameter.fanIn());
    return index -> stddev * random.normal(index);
  }
}
