package io.gan4j.api.config;

import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.PixelRange;

/** Where the real samples come from and how they are handed to the players. */
@Doc("Where the real samples come from")
public record DataConfig(
    @Doc("The reader: a name, or {type: name, ...}") DatasetReader reader,
    @Doc("Samples per minibatch") @Default("64") int batchSize,
    @Doc("Range that 8-bit pixels are scaled to: unit is [0, 1], symmetric is [-1, 1]")
        @Default("unit")
        PixelRange range,
    @Doc("Visit the samples in a new order each epoch") @Default("true") boolean shuffle) {

  public DataConfig {
    Check.positive("batchSize", batchSize);
  }
}
