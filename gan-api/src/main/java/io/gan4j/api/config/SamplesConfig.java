package io.gan4j.api.config;

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
