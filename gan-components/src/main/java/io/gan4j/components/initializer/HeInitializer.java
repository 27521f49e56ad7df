package io.gan4j.components.initializer;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.function.LongToDoubleFunction;

/**
 * Normal with variance 2 / inputs: keeps the variance of values from layer to layer behind relu.
 */
@Doc(value = "Normal with variance 2/inputs, for relu", paper = "He et al. 2015, eq. 10")
public record HeInitializer(
    @Doc("Multiplies the standard deviation, > 0; 0.7071 for layers without relu behind them")
        @Default("1")
        double gain)
    implements Initializer {

  public HeInitializer {
    Check.positive("gain", gain);
  }

  /** With a gain of 1. */
  public HeInitializer() {
    this(1);
  }

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    double stddev = gain * Math.sqrt(2.0 / parameter.fanIn());
    return index -> stddev * random.normal(index);
  }
}
