package io.gan4j.api.data;

import io.gan4j.api.random.RandomKey;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The order in which training visits the samples of a data set. A record: its components are its
 * configuration. Batches are cut from one endless row of places, so that a batch is a pure function
 * of its number and a run can go on at any step.
 */
public interface SampleOrder {

  /**
   * The data that is put in order.
   *
   * @param size samples there are
   * @param classes its classes; null if it has none
   * @param label the class of each sample; only for orders that need labels
   * @param random numbers of the run's seed
   */
  record Samples(
      long size, @Nullable LabelSpace classes, IntUnaryOperator label, RandomKey random) {}

  /** The row of places. Safe for use by several threads. */
  interface Places {

    /** The sample at a place, from 0 on without end. */
    long sample(long place);
  }

  /** Puts samples in order. */
  Places of(Samples samples);

  /** Whether it looks at the samples' classes, which are then read beforehand. */
  default boolean needsLabels() {
    return false;
  }

  /**
   * Why it cannot order data, one sentence fragment per reason; empty if it can.
   *
   * @param classes of the data; empty if it has no labels
   */
  default List<String> conflicts(Optional<LabelSpace> classes) {
    return needsLabels() && classes.isEmpty() ? List.of("needs labels") : List.of();
  }
}
