package io.gan4j.core.data;

import io.gan4j.api.config.ResizeConfig.Filter;
import io.gan4j.api.config.SourceConfig;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.InvalidValueException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an image what stands for it as a source: grey, edges, invert, turns, mask, downscale, in
 * this order.
 *
 * @param source what is made
 * @param image what it is made of
 * @param background level behind see-through images that lose their alpha
 */
record Derivation(SourceConfig source, Form image, int background) {
  private static final int TOP = 0;
  private static final int LEFT = 1;
  private static final int MIDDLE = 128;
  private static final int WHITE = 255;

  /** The sum of Sobel's weights on one side, times the largest level. */
  private static final double LARGEST = 4 * 255.0;

  /**
   * @throws InvalidValueException if the image cannot be made so many times smaller
   */
  Derivation {
    int factor = source.downscale();
    if (image.height() % factor != 0 || image.width() % factor != 0) {
      throw new InvalidValueException(
          "downscale",
          "must divide the height and width of the images, which are "
              + image.height()
              + "x"
              + image.width()
              + "; found "
              + factor);
    }
  }

  /** What comes out. */
  Form made() {
    boolean oneChannel = source.grey() || source.edges() != null;
    boolean turned = source.turns() % 2 == 1;
    return new Form(
        (turned ? image.width() : image.height()) / source.downscale(),
        (turned ? image.height() : image.width()) / source.downscale(),
        oneChannel ? 1 : image.channels());
  }

  /**
   * Makes one.
   *
   * @param draws of this image in this epoch; null: nothing at random
   */
  Image apply(Image whole, @Nullable RandomKey draws) {
    Image made = whole;
    if (source.grey() || source.edges() != null) {
      made = ChannelConversion.convert(made, 1, background);
    }
    if (source.edges() != null) {
      made = edges(made, source.edges());
    }
    if (source.invert()) {
      made = inverted(made);
    }
    for (int i = 0; i < source.turns(); i++) {
      made = turned(made);
    }
    if (source.mask() != null) {
      made = masked(made, draws);
    }
    if (source.downscale() > 1) {
      Form to = made();
      made =
          Resampling.resize(
              made,
              new Resampling.Box(0, 0, made.height(), made.width()),
              to.height(),
              to.width(),
              Filter.AREA);
    }
    return made;
  }

  /**
   * Black where the level changes most across an edge, white elsewhere: Sobel's gradient, where it
   * is no smaller than that of its two neighbours across, and at least the share of the largest
   * change that one axis can have.
   */
  private static Image edges(Image grey, double share) {
    int height = grey.height();
    int width = grey.width();
    double[] across = new double[height * width];
    double[] down = new double[height * width];
    double[] change = new double[height * width];
    for (int i = 0; i < change.length; i++) {
      int y = i / width;
      int x = i % width;
      for (int step = -1; step <= 1; step++) {
        int weight = step == 0 ? 2 : 1;
        across[i] += weight * (level(grey, y + step, x + 1) - level(grey, y + step, x - 1));
        down[i] += weight * (level(grey, y + 1, x + step) - level(grey, y - 1, x + step));
      }
      change[i] = Math.hypot(across[i], down[i]) / LARGEST;
    }
    byte[] pixels = new byte[height * width];
    Arrays.fill(pixels, (byte) WHITE);
    for (int i = 0; i < change.length; i++) {
      if (change[i] >= share) {
        // The axis or diagonal that is nearest to the direction of the change.
        double eighth = Math.atan2(down[i], across[i]) * 4 / Math.PI;
        long turn = Math.floorMod(Math.round(eighth), 4L);
        int dy = turn == 0 ? 0 : 1;
        int dx = turn == 2 ? 0 : turn == 3 ? -1 : 1;
        int y = i / width;
        int x = i % width;
        boolean crest =
            change[i] >= at(change, y - dy, x - dx, height, width)
                && change[i] > at(change, y + dy, x + dx, height, width);
        pixels[i] = (byte) (crest ? 0 : WHITE);
      }
    }
    return new Image(height, width, 1, pixels);
  }

  /** The level at a place; beyond the border that of the border. */
  private static int level(Image grey, int y, int x) {
    int row = Math.max(0, Math.min(grey.height() - 1, y));
    int column = Math.max(0, Math.min(grey.width() - 1, x));
    return grey.pixels()[row * grey.width() + column] & 0xFF;
  }

  private static double at(double[] change, int y, int x, int height, int width) {
    return y < 0 || y >= height || x < 0 || x >= width ? 0 : change[y * width + x];
  }

  private static Image inverted(Image image) {
    int channels = image.channels();
    byte[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = isAlpha(i, channels) ? pixels[i] : (byte) (WHITE - (pixels[i] & 0xFF));
    }
    return new Image(image.height(), image.width(), channels, pixels);
  }

  private static boolean isAlpha(int at, int channels) {
    return channels % 2 == 0 && at % channels == channels - 1;
  }

  /** A quarter clockwise: the left column becomes the top row. */
  private static Image turned(Image image) {
    int rows = image.width();
    int columns = image.height();
    int channels = image.channels();
    byte[] pixels = new byte[image.pixels().length];
    for (int i = 0; i < rows * columns; i++) {
      int to = i % rows * columns + columns - 1 - i / rows;
      System.arraycopy(image.pixels(), i * channels, pixels, to * channels, channels);
    }
    return new Image(rows, columns, channels, pixels);
  }

  private Image masked(Image whole, @Nullable RandomKey draws) {
    double share = Objects.requireNonNull(source.mask());
    int height = (int) Math.max(1, Math.round(whole.height() * share));
    int width = (int) Math.max(1, Math.round(whole.width() * share));
    int rows = whole.height() - height;
    int columns = whole.width() - width;
    int top = draws == null ? rows / 2 : (int) draws.below(TOP, rows + 1L);
    int left = draws == null ? columns / 2 : (int) draws.below(LEFT, columns + 1L);
    byte[] pixels = whole.pixels().clone();
    int channels = whole.channels();
    for (int y = top; y < top + height; y++) {
      int from = (y * whole.width() + left) * channels;
      for (int i = from; i < from + width * channels; i++) {
        pixels[i] = isAlpha(i, channels) ? pixels[i] : (byte) MIDDLE;
      }
    }
    return new Image(whole.height(), whole.width(), channels, pixels);
  }
}
