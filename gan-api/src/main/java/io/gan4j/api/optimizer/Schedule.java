package io.gan4j.api.optimizer;

import io.gan4j.api.spec.ScalarForm;

/** A number that may change during training, a pure function of progress. */
@ScalarForm("constant")
public interface Schedule {

  /** The value for the update that comes next. */
  double valueAt(Progress progress);
}
