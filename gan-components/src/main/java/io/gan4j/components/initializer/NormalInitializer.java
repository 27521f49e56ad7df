package io.gan4j.components.initializer;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.function.LongToDoubleFunction;

/** Normal; DCGAN uses a standard deviation of 0.02 throughout. */
@Doc("Normal")
public record NormalInitializer(
    @Doc("Mean") @Default("0") double mean, @Doc("Standard deviation, >= 0") double stddev)
    implements Initializer {
  public NormalInitializer {
    Check.finite("mean", mean);
    Check.notNegative("stddev", stddev);
  }

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    return index -> mean + stddev * random.normal(index);
  }
}
