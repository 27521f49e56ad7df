package io.gan4j.components.initializer;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import java.util.function.LongToDoubleFunction;

/** Every value the same: biases, never kernels, whose units would stay alike. */
@Doc("Every value the same")
public record ConstantInitializer(@Doc("The value") double value) implements Initializer {
  public ConstantInitializer {
    Check.finite("value", value);
  }

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    return index -> value;
  }
}
