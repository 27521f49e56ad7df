package io.gan4j.api.network;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.ScalarForm;
import java.util.function.LongToDoubleFunction;

/**
 * Initial values of a parameter: a pure function of the run's seed, the parameter's name and the
 * element's index, on every device alike. A bare number in a run file is short for a constant.
 */
@ScalarForm("constant")
public interface Initializer {

  /**
   * The value of each element by its row-major index.
   *
   * @param parameter what is initialised
   * @param random the stream of this parameter
   * @param data the training data's statistics, computed when first asked for
   */
  LongToDoubleFunction values(ParameterSpec parameter, RandomKey random, DataStatistics data);
}
