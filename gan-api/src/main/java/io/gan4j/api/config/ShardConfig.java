package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;

/**
 * One of several workers' share of the data. Together the workers visit exactly what one would with
 * batches so many times as large: each epoch is one permutation, no sample is visited twice in it
 * and none by two.
 */
@Doc("One of several workers' share of every epoch")
public record ShardConfig(
    @Doc("Which of the workers this is, from 0") int index,
    @Doc("How many workers there are, > 0") int of) {

  /** Everything. */
  public static final ShardConfig WHOLE = new ShardConfig(0, 1);

  public ShardConfig {
    Check.positive("of", of);
    Check.rule(index >= 0 && index < of, "index", "must be in [0, " + of + ")", index);
  }
}
