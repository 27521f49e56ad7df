package io.gan4j.core.data;

import io.gan4j.api.DataException;
import io.gan4j.api.config.Channels;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.CropConfig;
import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.InvalidValueException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.ImageSource.Form;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way from a configuration to the samples of a run: opens the reader's source and preprocesses
 * it. The order is fixed: resize, pad, crop, channels, and in the graph the range.
 */
public final class PreparedData {
  private final DataConfig data;
  private final long seed;

  private PreparedData(DataConfig data, long seed) {
    this.data = data;
    this.seed = seed;
  }

  /**
   * Opens a run's samples. Who opens closes.
   *
   * @param locate makes a problem of a path in the configuration and a message
   * @throws ConfigException if the samples cannot be preprocessed as the configuration says
   * @throws DataException if the source cannot be read
   */
  public static Dataset open(RunConfig config, BiFunction<String, String, Problem> locate) {
    try {
      return new PreparedData(config.data(), config.seed()).open();
    } catch (InvalidValueException e) {
      throw new ConfigException(locate.apply("data." + e.parameter(), e.problem()));
    }
  }

  private Dataset open() {
    Optional<ImageSource> images = data.reader().openImages();
    if (images.isPresent()) {
      return shaped(images.get());
    }
    Dataset dataset = data.reader().open();
    if (!data.reshapes()) {
      return dataset;
    }
    if (!DatasetImages.possible(dataset)) {
      String found = dataset.description();
      dataset.close();
      throw new InvalidValueException(
          data.resize() != null
              ? "resize"
              : data.pad() != null ? "pad" : data.crop() != null ? "crop" : "channels",
          "is for 8-bit images, and the samples are none: " + found);
    }
    return shaped(new DatasetImages(dataset));
  }

  private Dataset shaped(ImageSource source) {
    try {
      ImageShaping shaping = ImageShaping.of(data, storedChannels(source));
      Form form = commonForm(source, shaping);
      CropConfig crop = data.crop();
      CropConfig random = crop != null && shaping.crop() == null ? crop : null;
      if (random != null) {
        ImageShaping.requireRoom(random, form.height(), form.width());
      }
      return new ShapedImages(source, shaping, form, random, seed, data.cache());
    } catch (RuntimeException e) {
      source.close();
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
                    ? "; set resize, for example resize: 64"
                    : "; use another fit, or add pad or crop"));
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
