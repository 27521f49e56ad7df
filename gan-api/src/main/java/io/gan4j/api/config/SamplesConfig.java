package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;

/** Sample grids during training, always from the same latents. */
@Doc("Sample grids during training")
public record SamplesConfig(
    @Doc("Training steps between two grids; 0: only at the end") @Default("500") long every,
    @Doc("Samples per grid") @Default("64") int count) {

  public SamplesConfig {
    Check.notNegative("every", every);
    Check.positive("count", count);
  }
}
