package io.gan4j.core.data;

import io.gan4j.api.config.AugmentConfig;
import io.gan4j.api.config.CropConfig;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.random.RandomKey;
import org.jspecify.annotations.Nullable;

/**
 * What preprocessing does to an image at random, from the stored image into a batch: crop, flip,
 * brightness, contrast, saturation. In this order, each by a number of its own.
 */
final class Augmentation {
  private static final int TOP = 0;
  private static final int LEFT = 1;
  private static final int FLIP = 2;
  private static final int BRIGHTNESS = 3;
  private static final int CONTRAST = 4;
  private static final int SATURATION = 5;

  private final Form stored;
  private final Form shown;
  private final AugmentConfig changes;
  private final RandomKey key;

  /**
   * @param stored what images are kept as
   * @param crop what is cut out of them; null for all
   */
  Augmentation(Form stored, @Nullable CropConfig crop, AugmentConfig changes, long seed) {
    this.stored = stored;
    this.shown = crop == null ? stored : new Form(crop.height(), crop.width(), stored.channels());
    this.changes = changes;
    this.key = RandomKey.of(seed).split("augmentation");
  }

  /** What comes out. */
  Form shown() {
    return shown;
  }

  /** Whether images come out as they are kept. */
  boolean isNothing() {
    return shown.equals(stored) && changes.equals(AugmentConfig.NONE);
  }

  /** Whether what moves within an image moves as another does, at the same numbers. */
  boolean movesAs(Augmentation other) {
    return changes.flip() == other.changes.flip()
        && room(TOP) == other.room(TOP)
        && room(LEFT) == other.room(LEFT)
        && (isWhole() == other.isWhole())
        && (isWhole() || sizesAs(other));
  }

  private boolean isWhole() {
    return shown.equals(stored);
  }

  private boolean sizesAs(Augmentation other) {
    return shown.height() == other.shown.height() && shown.width() == other.shown.width();
  }

  private int room(int way) {
    return way == TOP ? stored.height() - shown.height() : stored.width() - shown.width();
  }

  /** The image as an epoch shows it. */
  void apply(byte[] image, long index, long epoch, Window.Bytes to) {
    RandomKey draws = key.split(epoch).split(index);
    window(
        image,
        (int) draws.below(TOP, stored.height() - shown.height() + 1L),
        (int) draws.below(LEFT, stored.width() - shown.width() + 1L),
        to);
    if (changes.flip() && draws.bits(FLIP) < 0) {
      flip(to);
    }
    colour(draws, to);
  }

  /** The image without anything at random: its middle. */
  void middle(byte[] image, Window.Bytes to) {
    window(image, (stored.height() - shown.height()) / 2, (stored.width() - shown.width()) / 2, to);
  }

  private void window(byte[] image, int top, int left, Window.Bytes to) {
    Window.copy(
        new Window(
            stored.height(), stored.width(), stored.channels(), shown.height(), shown.width()),
        top,
        left,
        new Window.Bytes(image, 0),
        to);
  }

  private void flip(Window.Bytes image) {
    byte[] array = image.array();
    int channels = shown.channels();
    for (int y = 0; y < shown.height(); y++) {
      int left = image.offset() + y * shown.width() * channels;
      int right = left + (shown.width() - 1) * channels;
      for (; left < right; left += channels, right -= channels) {
        for (int channel = 0; channel < channels; channel++) {
          byte value = array[left + channel];
          array[left + channel] = array[right + channel];
          array[right + channel] = value;
        }
      }
    }
  }

  private void colour(RandomKey draws, Window.Bytes image) {
    int channels = shown.channels();
    int colours = channels == 1 ? 1 : 3;
    double added = 255 * changes.brightness() * signed(draws, BRIGHTNESS);
    double contrast = 1 + changes.contrast() * signed(draws, CONTRAST);
    double saturation = colours == 1 ? 1 : 1 + changes.saturation() * signed(draws, SATURATION);
    if (added == 0 && contrast == 1 && saturation == 1) {
      return;
    }
    byte[] array = image.array();
    int end = image.offset() + shown.height() * shown.width() * channels;
    double sum = 0;
    for (int at = image.offset(); at < end; at += channels) {
      for (int colour = 0; colour < colours; colour++) {
        sum += array[at + colour] & 0xFF;
      }
    }
    double mean = sum / (shown.height() * shown.width() * (double) colours);
    for (int at = image.offset(); at < end; at += channels) {
      double grey = 0;
      for (int colour = 0; colour < colours; colour++) {
        grey += (array[at + colour] & 0xFF) / (double) colours;
      }
      for (int colour = 0; colour < colours; colour++) {
        double value = grey + saturation * ((array[at + colour] & 0xFF) - grey);
        value = mean + contrast * (value - mean) + added;
        array[at + colour] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      }
    }
  }

  /** Uniform in [-1, 1). */
  private static double signed(RandomKey draws, int which) {
    return 2 * draws.uniform(which) - 1;
  }
}
