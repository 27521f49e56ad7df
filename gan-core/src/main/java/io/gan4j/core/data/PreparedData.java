package io.gan4j.core.data;

import io.gan4j.api.DataException;
import io.gan4j.api.config.AugmentConfig;
import io.gan4j.api.config.Channels;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.CropConfig;
import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.LastBatch;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Normalization.Fitted;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.data.Split;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.core.evaluate.SummaryCache;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way from a configuration to the samples of a run: opens the reader's source, chooses, and
 * preprocesses. The order is fixed: split, classes, holdOut, resize, pad, channels, crop, augment,
 * range, normalize.
 */
public final class PreparedData {
  private final DataConfig data;
  private final DatasetReader reader;
  private final long seed;
  private final SummaryCache statistics;

  /** Chooses the samples in place of the configuration, for a side of partners. */
  private final @Nullable Choice partner;

  private PreparedData(
      DataConfig data, long seed, SummaryCache statistics, @Nullable Choice partner) {
    this.data = data;
    this.seed = seed;
    this.statistics = statistics;
    this.partner = partner;
    Optional<String> part =
        Optional.ofNullable(data.split()).flatMap(split -> Split.parse(split).part());
    this.reader = part.map(data.reader()::part).orElse(data.reader());
  }

  /**
   * Opens the samples that a run trains on. Who opens closes.
   *
   * @param locate makes a problem of a path in the configuration and a message
   * @param statistics where what takes long to learn from them is kept
   * @throws ConfigException if the samples cannot be preprocessed as the configuration says
   * @throws DataException if the source cannot be read
   */
  public static Dataset open(
      RunConfig config, BiFunction<String, String, Problem> locate, SummaryCache statistics) {
    return open(config, "data", null, locate, statistics).dataset();
  }

  /**
   * The same of any side.
   *
   * @param config its data is the side's
   * @param path of the side's data in the run file
   * @param partner chooses for it, where its samples are partners of others; null if they are not
   */
  static Opened open(
      RunConfig config,
      String path,
      @Nullable Choice partner,
      BiFunction<String, String, Problem> locate,
      SummaryCache statistics) {
    Opened opened = open(config, path, partner, false, locate, statistics);
    DataConfig data = config.data();
    long size = opened.dataset().size().orElse(Long.MAX_VALUE);
    if (data.lastBatch() == LastBatch.DROP && size < data.batchSize()) {
      opened.dataset().close();
      throw new ConfigException(
          locate.apply(
              path + ".batchSize",
              "must leave a whole batch in the "
                  + size
                  + " "
                  + opened.dataset().space().plural()
                  + " there are, for lastBatch drops those that are not; found "
                  + data.batchSize()));
    }
    return opened;
  }

  /**
   * Opens samples in batches of any size.
   *
   * @param heldOut those that are kept from training in place of those that are trained on
   */
  static Opened open(
      RunConfig config,
      String path,
      @Nullable Choice partner,
      boolean heldOut,
      BiFunction<String, String, Problem> locate,
      SummaryCache statistics) {
    return located(
        locate,
        path,
        () -> new PreparedData(config.data(), config.seed(), statistics, partner).open(heldOut));
  }

  /**
   * Opens the samples that {@code data.holdOut} keeps from training, normalised by what was learnt
   * from the others, and without augmentation. Who opens closes.
   *
   * @param statistics as {@link #open} takes it
   * @throws ConfigException as {@link #open}, and if nothing is held out
   * @throws DataException if the source cannot be read
   */
  public static Dataset openHeldOut(
      RunConfig config, BiFunction<String, String, Problem> locate, SummaryCache statistics) {
    return open(config, "data", null, true, locate, statistics).dataset();
  }

  private static Opened located(
      BiFunction<String, String, Problem> locate, String path, Supplier<Opened> open) {
    try {
      return open.get();
    } catch (InvalidValueException e) {
      throw new ConfigException(locate.apply(path + "." + e.parameter(), e.problem()));
    }
  }

  /**
   * Samples that are open.
   *
   * @param dataset the samples
   * @param choice which of their source's they are
   * @param augmentation what is done to them at random; null if they are not made of 8-bit images
   */
  record Opened(Dataset dataset, Choice choice, @Nullable Augmentation augmentation) {
    private Opened with(Dataset other) {
      return new Opened(other, choice, augmentation);
    }
  }

  /**
   * Opens samples to compare a run's with, preprocessed as those are: normalised by what was learnt
   * from the training samples, and not changed at random. Who opens closes.
   *
   * @param reader their source; null for the training samples' own
   * @param split which of them; null for all
   * @param training the run's samples if they are open, so that nothing is learnt twice
   * @param statistics as {@link #open} takes it
   * @throws InvalidValueException if the samples cannot be preprocessed so
   * @throws DataException if a source cannot be read
   */
  public static Dataset openCompared(
      RunConfig config,
      @Nullable DatasetReader reader,
      @Nullable String split,
      @Nullable Dataset training,
      SummaryCache statistics) {
    DataConfig data = config.data();
    PreparedData compared =
        new PreparedData(
            data.comparedWith(reader == null ? data.reader() : reader, split),
            config.seed(),
            statistics,
            null);
    return compared.normalized(
        compared.shaped(false).dataset(),
        shaped ->
            NormalizedSamples.learntBy(training)
                .orElseGet(
                    () -> new PreparedData(data, config.seed(), statistics, null).fitToTraining()));
  }

  private Opened open(boolean heldOut) {
    Opened shaped = shaped(heldOut);
    return shaped.with(
        normalized(shaped.dataset(), samples -> heldOut ? fitToTraining() : fit(samples)));
  }

  /** Closes the samples if this fails. */
  private Dataset normalized(Dataset shaped, Function<Dataset, List<Fitted>> fit) {
    if (data.normalize().isEmpty()) {
      return shaped;
    }
    try {
      List<Fitted> fitted = fit.apply(shaped);
      Dataset normalized = new NormalizedSamples(shaped, decoded(shaped.space()), fitted);
      return fitted.stream().anyMatch(Fitted::isCostly)
              && shaped.size().isPresent()
              && !data.changesAtRandom()
          ? new CachedSamples(normalized, data.cache())
          : normalized;
    } catch (RuntimeException e) {
      shaped.close();
      throw e;
    }
  }

  private List<Fitted> fitToTraining() {
    try (Dataset training = shaped(false).dataset()) {
      return fit(training);
    }
  }

  private List<Fitted> fit(Dataset training) {
    return NormalizedSamples.fit(data.normalize(), training, decoded(training.space()), statistics);
  }

  private SampleSpace decoded(SampleSpace space) {
    return space.element() == Element.UINT8 ? space.withRange(data.range().range()) : space;
  }

  /** Everything but the values. */
  private Opened shaped(boolean heldOut) {
    Optional<ImageSource> images = reader.openImages();
    if (images.isPresent()) {
      return shaped(images.get(), heldOut);
    }
    Dataset dataset = reader.open();
    try {
      if (!data.changesImages()) {
        return selected(dataset, heldOut);
      }
      if (!DatasetImages.possible(dataset)) {
        throw new InvalidValueException(
            firstChange(),
            "is for 8-bit images, and the samples are none: " + dataset.description());
      }
    } catch (RuntimeException e) {
      dataset.close();
      throw e;
    }
    return shaped(new DatasetImages(dataset), heldOut);
  }

  private String firstChange() {
    if (data.resize() != null) {
      return "resize";
    }
    if (data.pad() != null) {
      return "pad";
    }
    if (data.channels() != Channels.AS_STORED) {
      return "channels";
    }
    return data.crop() != null ? "crop" : "augment";
  }

  private Opened selected(Dataset dataset, boolean heldOut) {
    Choice choice = choice(dataset);
    if (choice.isAll(heldOut)) {
      return new Opened(dataset, choice, null);
    }
    if (dataset.size().isEmpty()) {
      throw new InvalidValueException(
          data.holdOut() > 0 ? "holdOut" : data.split() != null ? "split" : "classes",
          "is for data of a known size, and this has no end: " + dataset.description());
    }
    Dataset selected =
        new SelectedSamples(
            dataset.learningFrom(choice.selection(false).indices()), choice.selection(heldOut));
    return new Opened(selected, choice, null);
  }

  private Choice choice(Dataset dataset) {
    LabelSpace classes = dataset.labels().orElse(null);
    if (partner != null) {
      return partner.ofPartner(dataset.description(), dataset.size(), classes);
    }
    boolean all = DataSelection.isAll(data);
    int[] labels =
        all || classes == null || dataset.size().isEmpty() ? new int[0] : ClassLabels.of(dataset);
    return new Choice(
        dataset.description(),
        dataset.size(),
        all,
        List::of,
        heldOut ->
            DataSelection.of(data, dataset.size().orElseThrow(), classes, i -> labels[i], heldOut));
  }

  private Choice choice(ImageSource images) {
    LabelSpace classes = images.labels().orElse(null);
    OptionalLong size = OptionalLong.of(images.size());
    return partner != null
        ? partner.ofPartner(images.description(), size, classes, PairedFiles.names(images))
        : new Choice(
            images.description(),
            size,
            DataSelection.isAll(data),
            () -> PairedFiles.names(images),
            heldOut -> DataSelection.of(data, images.size(), classes, images::label, heldOut));
  }

  private Opened shaped(ImageSource opened, boolean heldOut) {
    try {
      Choice choice = choice(opened);
      ImageSource source =
          choice.isAll(heldOut) ? opened : new SelectedImages(opened, choice.selection(heldOut));
      ImageShaping shaping = ImageShaping.of(data, storedChannels(source));
      Form form = commonForm(source, shaping);
      CropConfig crop = data.crop();
      CropConfig random = crop != null && shaping.crop() == null ? crop : null;
      if (random != null) {
        ImageShaping.requireRoom(random, form.height(), form.width());
      }
      AugmentConfig changes = heldOut ? AugmentConfig.NONE : data.augment();
      Augmentation augmentation = new Augmentation(form, random, changes, seed);
      Dataset shaped = new ShapedImages(source, shaping, form, augmentation, data.cache());
      return new Opened(shaped, choice, augmentation);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** The fewest of 1, 3 and 4 channels that hold every image; asked only where it matters. */
  private int storedChannels(ImageSource source) {
    if (data.channels() != Channels.AS_STORED) {
      return data.channels().count();
    }
    boolean colour = false;
    boolean seeThrough = false;
    for (long i = 0; i < source.size() && !seeThrough; i++) {
      int channels = source.form(i).channels();
      colour |= channels >= 3;
      seeThrough = channels % 2 == 0;
    }
    return seeThrough ? 4 : colour ? 3 : 1;
  }

  /** What the shaping makes of all images. */
  private Form commonForm(ImageSource source, ImageShaping shaping) {
    @Nullable Form common = null;
    for (long i = 0; i < source.size(); i++) {
      Form form = shaping.apply(source.form(i));
      if (common == null) {
        common = form;
      } else if (!common.equals(form)) {
        throw new InvalidValueException(
            "resize",
            "must bring the images to one size: "
                + source.description()
                + " has some of "
                + words(common)
                + " and some of "
                + words(form)
                + (data.resize() == null
                    ? "; --set data.resize=64 does"
                    : "; use another fit (--set data.resize.fit=cover), or add pad or crop"));
      }
    }
    if (common == null) {
      throw new DataException(source.description() + ": there are no images");
    }
    return common;
  }

  private static String words(Form form) {
    return form.height() + "x" + form.width();
  }
}
