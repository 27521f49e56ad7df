package io.gan4j.core.data;

import io.gan4j.api.config.ResizeConfig.Filter;
import io.gan4j.api.data.Image;

/**
 * Scales a part of an image to a size. One axis after the other, in floats, rounded once at the
 * end. A filter is stretched by the scale where the image gets smaller, so that every pixel counts
 * (antialiasing); its weights are cut at the image's edge and sum to 1. Colours of see-through
 * images are weighed by their alpha.
 */
final class Resampling {
  private Resampling() {}

  /**
   * A part of an image, in pixels; its edges may lie inside pixels.
   *
   * @param top first row
   * @param left first column
   * @param height rows
   * @param width columns
   */
  record Box(double top, double left, double height, double width) {}

  /** What each new pixel of one axis takes of the old ones. */
  private static final class Weights {
    private final int[] first;
    private final float[][] weights;

    Weights(int[] first, float[][] weights) {
      this.first = first;
      this.weights = weights;
    }
  }

  static Image resize(Image image, Box box, int height, int width, Filter filter) {
    int channels = image.channels();
    Weights columns = weights(box.left(), box.width(), image.width(), width, filter);
    Weights rows = weights(box.top(), box.height(), image.height(), height, filter);
    float[] values = premultiplied(image);
    float[] narrowed =
        alongRows(values, image.height(), image.width() * channels, columns, channels);
    float[] scaled = alongColumns(narrowed, width * channels, rows);
    return new Image(height, width, channels, levels(scaled, channels));
  }

  private static Weights weights(double from, double span, int size, int count, Filter filter) {
    double scale = span / count;
    int[] first = new int[count];
    float[][] weights = new float[count][];
    for (int i = 0; i < count; i++) {
      double low = from + i * scale;
      double reach = filter == Filter.AREA ? scale / 2 : support(filter) * Math.max(1, scale);
      double centre = low + scale / 2;
      int begin = Math.max(0, (int) Math.floor(centre - reach));
      int end = Math.min(size, (int) Math.ceil(centre + reach));
      double[] exact = new double[Math.max(1, end - begin)];
      begin = Math.min(begin, size - 1);
      double sum = 0;
      for (int j = 0; j < exact.length; j++) {
        exact[j] =
            filter == Filter.AREA
                ? Math.min(low + scale, begin + j + 1.0) - Math.max(low, begin + j)
                : kernel(filter, (begin + j + 0.5 - centre) / Math.max(1, scale));
        sum += exact[j];
      }
      float[] normalized = new float[exact.length];
      for (int j = 0; j < exact.length; j++) {
        normalized[j] = (float) (exact[j] / sum);
      }
      first[i] = begin;
      weights[i] = normalized;
    }
    return new Weights(first, weights);
  }

  private static double support(Filter filter) {
    return filter == Filter.BICUBIC ? 2 : 1;
  }

  /** Triangle, or Keys' cubic convolution (1981) with a = -1/2. */
  private static double kernel(Filter filter, double x) {
    double distance = Math.abs(x);
    if (filter == Filter.BILINEAR) {
      return Math.max(0, 1 - distance);
    }
    if (distance < 1) {
      return (1.5 * distance - 2.5) * distance * distance + 1;
    }
    return distance < 2 ? ((-0.5 * distance + 2.5) * distance - 4) * distance + 2 : 0;
  }

  private static float[] alongRows(
      float[] values, int height, int rowLength, Weights weights, int channels) {
    int count = weights.first.length;
    float[] result = new float[height * count * channels];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < count; x++) {
        float[] of = weights.weights[x];
        int from = y * rowLength + weights.first[x] * channels;
        int to = (y * count + x) * channels;
        for (int channel = 0; channel < channels; channel++) {
          float sum = 0;
          for (int j = 0; j < of.length; j++) {
            sum += of[j] * values[from + j * channels + channel];
          }
          result[to + channel] = sum;
        }
      }
    }
    return result;
  }

  private static float[] alongColumns(float[] values, int rowLength, Weights weights) {
    int count = weights.first.length;
    float[] result = new float[count * rowLength];
    for (int y = 0; y < count; y++) {
      float[] of = weights.weights[y];
      for (int j = 0; j < of.length; j++) {
        int from = (weights.first[y] + j) * rowLength;
        for (int x = 0; x < rowLength; x++) {
          result[y * rowLength + x] += of[j] * values[from + x];
        }
      }
    }
    return result;
  }

  private static boolean hasAlpha(int channels) {
    return channels % 2 == 0;
  }

  private static float[] premultiplied(Image image) {
    byte[] pixels = image.pixels();
    int channels = image.channels();
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[i] & 0xFF;
    }
    if (hasAlpha(channels)) {
      for (int pixel = 0; pixel < values.length; pixel += channels) {
        float alpha = values[pixel + channels - 1] / 255;
        for (int colour = 0; colour < channels - 1; colour++) {
          values[pixel + colour] *= alpha;
        }
      }
    }
    return values;
  }

  private static byte[] levels(float[] values, int channels) {
    if (hasAlpha(channels)) {
      for (int pixel = 0; pixel < values.length; pixel += channels) {
        float alpha = values[pixel + channels - 1] / 255;
        for (int colour = 0; colour < channels - 1; colour++) {
          values[pixel + colour] = alpha > 0 ? values[pixel + colour] / alpha : 0;
        }
      }
    }
    byte[] levels = new byte[values.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
    }
    return levels;
  }
}
