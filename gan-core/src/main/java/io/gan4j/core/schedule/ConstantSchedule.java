package io.gan4j.core.schedule;

import io.gan4j.api.config.Check;
import io.gan4j.api.config.Doc;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;

/** The same value throughout. */
@Doc("The same value throughout")
public record ConstantSchedule(@Doc("The value, >= 0") double value) implements Schedule {
  public ConstantSchedule {
    Check.notNegative("value", value);
  }

  @Override
  public double at(Progress progress) {
    return value;
  }
}
