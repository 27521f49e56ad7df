package io.gan4j.api.config;

/** Checkpoints during training. */
@Doc("Checkpoints during training")
public record CheckpointsConfig(
    @Doc("Training steps between two checkpoints; 0: only at the end") @Default("500") long every,
    @Doc("How many of the newest to keep") @Default("3") int keep) {

  public CheckpointsConfig {
    Check.notNegative("every", every);
    Check.positive("keep", keep);
  }
}
