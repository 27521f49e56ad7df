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
 * Normal, redrawn where beyond two standard deviations; what is left has a standard deviation of
 * about 0.88 times the one given.
 */
@Doc("Normal, redrawn where beyond two standard deviations")
public record TruncatedNormalInitializer(
    @Doc("Mean") @Default("0") double mean,
    @Doc("Standard deviation before truncation, >= 0") double stddev)
    implements Initializer {
  private static final double BOUND = 2;

  public TruncatedNormalInitializer {
    Check.finite("mean", mean);
    Check.notNegative("stddev", stddev);
  }

  private static double truncated(RandomKey random, long index) {
    // Each attempt has a stream of its own, so that no element depends on another's attempts.
    for (long attempt = 0; ; attempt++) {
      double value = random.split(attempt).normal(index);
      if (Math.abs(value) <= BOUND) {
        return value;
      }
    }
  }

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    return index -> mean + stddev * truncated(random, index);
  }
}
