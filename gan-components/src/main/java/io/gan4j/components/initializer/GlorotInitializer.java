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
 * Uniform in ±gain·√(6 / (inputs + outputs)): keeps the variance of values and of gradients alike
 * from layer to layer. A gain of 1 is for activations that are linear around 0, √2 for relu.
 */
@Doc(value = "Uniform in ±gain·√(6/(inputs + outputs))", paper = "Glorot and Bengio 2010, eq. 16")
public record GlorotInitializer(
    @Doc("Multiplies the range, > 0; 1.414 for relu") @Default("1") double gain)
    implements Initializer {

  public GlorotInitializer {
    Check.positive("gain", gain);
  }

  /** With a gain of 1. */
  public GlorotInitializer() {
    this(1);
  }

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    double bound = gain * Math.sqrt(6.0 / (parameter.fanIn() + parameter.fanOut()));
    return index -> bound * (2 * random.uniform(index) - 1);
  }
}
