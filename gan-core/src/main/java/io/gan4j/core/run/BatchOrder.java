package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.LastBatch;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.random.RandomKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Which samples a batch holds: a pure function of (seed, batch number). */
final class BatchOrder {
  private final EpochOrder order;
  private final long batchSize;

  /** Batches in an epoch, if none holds samples of two; otherwise empty. */
  private final OptionalLong perEpoch;

  private final long size;

  /**
   * @param size of the data; empty if it has no end
   * @throws IllegalArgumentException if an epoch has not one whole batch, and those that are not
   *     whole are dropped
   */
  BatchOrder(DataConfig data, long seed, OptionalLong size) {
    this(data, size, new EpochOrder(seed, size, data.shuffle()));
  }

  private BatchOrder(DataConfig data, OptionalLong size, EpochOrder order) {
    this.order = order;
    this.batchSize = data.batchSize();
    this.size = size.orElse(0);
    this.perEpoch =
        data.lastBatch() == LastBatch.DROP && size.isPresent()
            ? OptionalLong.of(this.size / batchSize)
            : OptionalLong.empty();
    if (perEpoch.isPresent() && perEpoch.getAsLong() == 0) {
      throw new IllegalArgumentException(this.size + " samples are no batch of " + batchSize);
    }
  }

  /**
   * The orders of all sides of a run's data. Sides are visited apart from each other: the first in
   * the order that the run's seed gives, the others each in its own. Partners come in the order of
   * those that they belong to, and what is redrawn is shuffled.
   *
   * @param data of each side
   */
  static Map<String, BatchOrder> of(RunConfig config, Map<String, Dataset> data) {
    Map<String, BatchOrder> orders = new LinkedHashMap<>();
    data.forEach((side, dataset) -> orders.put(side, of(config, side, dataset)));
    config
        .game()
        .partners()
        .forEach((side, partner) -> orders.put(side, requireNonNull(orders.get(partner), partner)));
    return orders;
  }

  private static BatchOrder of(RunConfig config, String side, Dataset dataset) {
    DataConfig first = config.data();
    DataConfig other = config.sides().get(side);
    if (config.game().redrawn().containsKey(side)) {
      EpochOrder shuffled = new EpochOrder(own(config, side), dataset.size(), true);
      return new BatchOrder(first, dataset.size(), shuffled);
    }
    if (other == null && !side.equals(config.game().sides().get(0))) {
      return of(first, own(config, side), dataset);
    }
    return other == null
        ? of(first, config.seed(), dataset)
        : of(other.withBatchSize(first.batchSize()), own(config, side), dataset);
  }

  /** The seed of a side's own order. */
  private static long own(RunConfig config, String side) {
    return RandomKey.of(config.seed()).split("side").split(side).bits(0);
  }

  private static BatchOrder of(DataConfig data, long seed, Dataset dataset) {
    return new BatchOrder(data, dataset.size(), EpochOrder.of(data.visits(), seed, dataset));
  }

  /** Batches of everything, in a new order each epoch. */
  BatchOrder(int batchSize, long seed, long size) {
    this.order = new EpochOrder(seed, OptionalLong.of(size), true);
    this.batchSize = batchSize;
    this.size = size;
    this.perEpoch = OptionalLong.empty();
  }

  /**
   * Fills in the samples of some rows of a batch, and the epoch of each.
   *
   * @param row the first of these rows
   */
  void visit(long batch, int row, long[] indices, long[] epochs) {
    long first = first(batch) + row;
    for (int i = 0; i < indices.length; i++) {
      long position = first + i;
      indices[i] = order.index(position);
      epochs[i] = order.epochOf(position);
    }
  }

  /** The epoch in which a batch begins; 0 where there are no epochs. */
  long epochOf(long batch) {
    return order.epochOf(first(batch));
  }

  /** The place of a batch in the stream of epochs. */
  private long first(long batch) {
    return perEpoch.isPresent()
        ? batch / perEpoch.getAsLong() * size + batch % perEpoch.getAsLong() * batchSize
        : batch * batchSize;
  }
}
