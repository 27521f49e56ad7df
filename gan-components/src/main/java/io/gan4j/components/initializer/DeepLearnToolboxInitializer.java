package io.gan4j.components.initializer;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Doc;
import java.util.function.LongToDoubleFunction;

/**
 * Uniform in ±4√(6 / (inputs + outputs)), Glorot's range for sigmoids, for kernels and, unlike
 * elsewhere, for biases too. To repeat experiments done with that toolbox, give it to both.
 */
@Doc(
    value = "Uniform in ±4√(6/(inputs + outputs)); there also for the bias",
    paper = "Palm 2012, DeepLearnToolbox")
public record DeepLearnToolboxInitializer() implements Initializer {

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    double bound = 4 * Math.sqrt(6.0 / (parameter.fanIn() + parameter.fanOut()));
    return index -> bound * (2 * random.uniform(index) - 1);
  }
}
