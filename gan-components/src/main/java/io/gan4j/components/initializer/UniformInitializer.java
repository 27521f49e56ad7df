package io.gan4j.components.initializer;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Uniform in [low, high); high alone means [−high, high), which pylearn2 calls irange. */
@Doc("Uniform in [low, high)")
public record UniformInitializer(
    @Doc("Lower end; -high if absent") @Nullable Double low,
    @Doc("Upper end, above low") double high)
    implements Initializer {
  public UniformInitializer {
    Check.finite("high", high);
    Check.finite("low", start(low, high));
    Check.relation(
        start(low, high) < high,
        "high",
        Set.of("low"),
        "must be > low (" + start(low, high) + ")",
        high);
  }

  private static double start(@Nullable Double low, double high) {
    return low == null ? -high : low;
  }

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    double start = start(low, high);
    return index -> start + (high - start) * random.uniform(index);
  }
}
