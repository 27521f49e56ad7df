package io.gan4j.api.data;

import io.gan4j.api.spec.Doc;

/** The samples as they lie in the data, again and again. */
@Doc("As the samples lie in the data, again and again")
public record SequentialOrder() implements SampleOrder {
  @Override
  public Places of(Samples samples) {
    return place -> place % samples.size();
  }
}
