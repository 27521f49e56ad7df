package io.gan4j.api.config;

import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Normalization;
import io.gan4j.api.data.PixelRange;
import io.gan4j.api.data.SampleOrder;
import io.gan4j.api.data.SequentialOrder;
import io.gan4j.api.data.ShuffledOrder;
import io.gan4j.api.data.Split;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the real samples come from, what is done to them, and how they are handed to the players.
 * The order is fixed: choose (split, classes, holdOut), resize, pad, channels, crop, augment,
 * range, normalize.
 */
@Doc("Where the real samples come from, and what is done to them")
public record DataConfig(
    @Doc("The reader: a name, or {type: name, ...}") DatasetReader reader,
    @Doc("Samples per minibatch") @Default("64") int batchSize,
    @Doc("Range that 8-bit pixels are scaled to: unit is [0, 1], symmetric is [-1, 1]")
        @Default("unit")
        PixelRange range,
    @Doc("Visit the samples in a new order each epoch") @Default("true") boolean shuffle,
    @Doc(
            "Samples at an epoch's end that fill no batch: wrap (the next epoch fills it up) or"
                + " drop (left out)")
        @Default("wrap")
        LastBatch lastBatch,
    @Doc("Which samples: train, train[0:50000], [:90%], [-1000:]; absent: all")
        @Nullable String split,
    @Doc("Only samples of these classes, in this order; empty: all") @Default("[]")
        List<String> classes,
    @Doc("Share of the samples that training never sees, the same in every run, in [0, 1)")
        @Default("0")
        double holdOut,
    @Doc("Scale images to this size; absent: as they are") @Nullable ResizeConfig resize,
    @Doc("Then fill them up to this size; absent: no") @Nullable PadConfig pad,
    @Doc("Then give them these channels: as-stored, grey, rgb or rgba") @Default("as-stored")
        Channels channels,
    @Doc("Level behind see-through images that lose their alpha, 0 (black) to 255 (white)")
        @Default("255")
        int background,
    @Doc("Then cut them to this size; absent: no") @Nullable CropConfig crop,
    @Doc("Then change training images at random") @Default("{}") AugmentConfig augment,
    @Doc("Then, after range, normalise values: standardize, global-contrast, ...; in this order")
        @Default("[]")
        List<Normalization> normalize,
    @Doc("Where decoded images are kept") @Default("{}") CacheConfig cache,
    @Doc("Order in which training visits the samples; absent: as shuffle says")
        @Nullable SampleOrder order,
    @Doc(
            "What is made of each image to be its source, in a game whose generator takes one;"
                + " absent: nothing")
        @Nullable SourceConfig source) {

  public DataConfig {
    Check.positive("batchSize", batchSize);
    if (split != null) {
      Split.parse(split);
    }
    classes = List.copyOf(classes);
    Check.rule(
        classes.stream().distinct().count() == classes.size(),
        "classes",
        "must not name one twice",
        classes);
    Check.inHalfOpen("holdOut", holdOut, 0, 1);
    Check.rule(
        background >= 0 && background <= 255, "background", "must be in [0, 255]", background);
    normalize = List.copyOf(normalize);
    Check.relation(
        order == null || shuffle,
        "shuffle",
        Set.of("order"),
        "must be left out where order says it",
        shuffle);
  }

  /** The order in which training visits the samples. */
  public SampleOrder visits() {
    if (order != null) {
      return order;
    }
    return shuffle ? new ShuffledOrder() : new SequentialOrder();
  }

  /** The same on another source. */
  public DataConfig withReader(DatasetReader other) {
    return with(other, batchSize, split, holdOut, augment);
  }

  /** The same in batches of another size. */
  public DataConfig withBatchSize(int other) {
    return with(reader, other, split, holdOut, augment);
  }

  /** The same on a source to compare with, and nothing changed at random. */
  public DataConfig comparedWith(DatasetReader other, @Nullable String itsSplit) {
    return with(other, batchSize, itsSplit, 0, AugmentConfig.NONE);
  }

  private DataConfig with(
      DatasetReader itsReader,
      int itsBatchSize,
      @Nullable String itsSplit,
      double itsHoldOut,
      AugmentConfig itsAugment) {
    return new DataConfig(
        itsReader,
        itsBatchSize,
        range,
        shuffle,
        lastBatch,
        itsSplit,
        classes,
        itsHoldOut,
        resize,
        pad,
        channels,
        background,
        crop,
        itsAugment,
        normalize,
        cache,
        order,
        source);
  }

  /** Whether an image is another one in each epoch. */
  public boolean changesAtRandom() {
    return !augment.equals(AugmentConfig.NONE)
        || (crop != null && crop.at() == CropConfig.Place.RANDOM);
  }

  /** Whether something is asked for that only 8-bit images can have. */
  public boolean changesImages() {
    return resize != null
        || pad != null
        || crop != null
        || channels != Channels.AS_STORED
        || !augment.equals(AugmentConfig.NONE);
  }
}
