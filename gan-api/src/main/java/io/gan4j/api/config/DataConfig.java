package io.gan4j.api.config;

import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.PixelRange;
import org.jspecify.annotations.Nullable;

/**
 * Where the real samples come from, what is done to them in this fixed order (resize, pad, crop,
 * channels, range), and how they are handed to the players.
 */
@Doc("Where the real samples come from, and what is done to them")
public record DataConfig(
    @Doc("The reader: a name, or {type: name, ...}") DatasetReader reader,
    @Doc("Samples per minibatch") @Default("64") int batchSize,
    @Doc("Range that 8-bit pixels are scaled to: unit is [0, 1], symmetric is [-1, 1]")
        @Default("unit")
        PixelRange range,
    @Doc("Visit the samples in a new order each epoch") @Default("true") boolean shuffle,
    @Doc("Scale images to this size; absent: as they are") @Nullable ResizeConfig resize,
    @Doc("Then fill them up to this size; absent: no") @Nullable PadConfig pad,
    @Doc("Then cut them to this size; absent: no") @Nullable CropConfig crop,
    @Doc("Then give them these channels: as-stored, grey, rgb or rgba") @Default("as-stored")
        Channels channels,
    @Doc("Level behind see-through images that lose their alpha, 0 (black) to 255 (white)")
        @Default("255")
        int background,
    @Doc("Where decoded images are kept") @Default("{}") CacheConfig cache) {

  public DataConfig {
    Check.positive("batchSize", batchSize);
    Check.rule(
        background >= 0 && background <= 255, "background", "must be in [0, 255]", background);
  }

  /** The same on another source. */
  public DataConfig withReader(DatasetReader other) {
    return new DataConfig(
        other, batchSize, range, shuffle, resize, pad, crop, channels, background, cache);
  }

  /** Whether the samples' shape or channels are changed, which only images can be. */
  public boolean reshapes() {
    return resize != null || pad != null || crop != null || channels != Channels.AS_STORED;
  }
}
