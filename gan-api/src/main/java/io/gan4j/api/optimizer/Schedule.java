package io.gan4j.api.optimizer;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.ScalarForm;

/** A number that may change during training, a pure function of progress. */
@ScalarForm("constant")
public interface Schedule {

  /** The value for the update that comes next. */
  double valueAt(Progress progress);

  /** The same value throughout. */
  static Schedule constant(double value) {
    return new ConstantSchedule(value);
  }

  /**
   * Refuses schedules that begin or end outside [0, 1), as decays must not.
   *
   * @param parameter whose schedule it is
   */
  static Schedule decay(String parameter, Schedule schedule) {
    Check.inHalfOpen(parameter, schedule.valueAt(Progress.START), 0, 1);
    Check.inHalfOpen(parameter, schedule.valueAt(Progress.END), 0, 1);
    return schedule;
  }

  /**
   * Refuses schedules that begin or end outside [0, 1], as probabilities must not.
   *
   * @param parameter whose schedule it is
   */
  static Schedule share(String parameter, Schedule schedule) {
    Check.inClosed(parameter, schedule.valueAt(Progress.START), 0, 1);
    Check.inClosed(parameter, schedule.valueAt(Progress.END), 0, 1);
    return schedule;
  }
}
