package io.gan4j.core.run;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleOrder;
import io.gan4j.api.data.SequentialOrder;
import io.gan4j.api.data.ShuffledOrder;
import io.gan4j.api.random.RandomKey;
import io.gan4j.core.data.ClassLabels;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The endless row of samples that training visits: a pure function of (seed, place). An epoch is as
 * many places as there are samples. A generated distribution has no epochs: place i is sample i.
 * Safe for use by several threads.
 */
final class EpochOrder {
  private final OptionalLong size;
  private final SampleOrder.Places places;

  EpochOrder(long seed, OptionalLong size, boolean shuffle) {
    this(
        seed,
        size,
        shuffle ? new ShuffledOrder() : new SequentialOrder(),
        null,
        EpochOrder::noLabels);
  }

  private EpochOrder(
      long seed,
      OptionalLong size,
      SampleOrder order,
      @Nullable LabelSpace classes,
      IntUnaryOperator label) {
    this.size = size;
    this.places =
        size.isEmpty()
            ? place -> place
            : order.of(
                new SampleOrder.Samples(size.getAsLong(), classes, label, RandomKey.of(seed)));
  }

  private static int noLabels(int sample) {
    throw new IllegalStateException("this order does not say that it needs labels: " + sample);
  }

  /** An order of a data set, whose labels are read if it needs them. */
  static EpochOrder of(SampleOrder order, long seed, Dataset dataset) {
    IntUnaryOperator label = EpochOrder::noLabels;
    if (order.needsLabels()) {
      int[] labels = ClassLabels.of(dataset);
      label = i -> labels[i];
    }
    return new EpochOrder(seed, dataset.size(), order, dataset.labels().orElse(null), label);
  }

  /** The epoch a position lies in; 0 where there are no epochs. */
  long epochOf(long position) {
    return size.isPresent() ? position / size.getAsLong() : 0;
  }

  /** The sample at a position of the stream. */
  long index(long position) {
    return places.sample(position);
  }
}
