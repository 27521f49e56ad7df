package io.gan4j.api.optimizer;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;

/** The same value throughout. */
@Doc("The same value throughout")
public record ConstantSchedule(@Doc("The value, >= 0") double value) implements Schedule {
  public ConstantSchedule {
    Check.notNegative("value", value);
  }

  @Override
  public double valueAt(Progress progress) {
    return value;
  }
}
