package io.gan4j.api.provider;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import org.jspecify.annotations.Nullable;

/**
 * One side of the data: real samples of one kind.
 *
 * @param samples what a sample is
 * @param labels its classes; null if unlabelled
 * @param statistics of the training data, for initialisers
 * @param partner the side whose samples these belong to, one by one, so that batches match by
 *     place; null if to none
 */
public record SidePlan(
    SampleSpace samples,
    @Nullable LabelSpace labels,
    DataStatistics statistics,
    @Nullable String partner) {

  /** A side by itself. */
  public SidePlan(SampleSpace samples, @Nullable LabelSpace labels, DataStatistics statistics) {
    this(samples, labels, statistics, null);
  }
}
