package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.Set;

/** Checkpoints during training. */
@Doc("Checkpoints during training")
public record CheckpointsConfig(
    @Doc("Training steps between two checkpoints; 0: only at the end") @Default("500") long every,
    @Doc("How many of the newest to keep") @Default("3") int keep,
    @Doc("Checkpoints of steps that are multiples of this are kept for good; 0: none") @Default("0")
        long keepEvery) {

  public CheckpointsConfig {
    Check.notNegative("every", every);
    Check.positive("keep", keep);
    Check.relation(
        keepEvery == 0 || (every > 0 && keepEvery > 0 && keepEvery % every == 0),
        "keepEvery",
        Set.of("every"),
        "must be a multiple of every, or 0",
        keepEvery);
  }
}
