package io.gan4j.core.initializer;

import io.gan4j.api.config.Doc;
import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import java.util.function.LongToDoubleFunction;

/**
 * Uniform in ±√(6 / (inputs + outputs)): keeps the variance of values and of gradients alike from
 * layer to layer, for activations that are linear around 0.
 */
@Doc(value = "Uniform in ±√(6/(inputs + outputs))", paper = "Glorot and Bengio 2010, eq. 16")
public record GlorotInitializer() implements Initializer {

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    double bound = Math.sqrt(6.0 / (parameter.fanIn() + parameter.fanOut()));
    return index -> bound * (2 * random.uniform(index) - 1);
  }
}
