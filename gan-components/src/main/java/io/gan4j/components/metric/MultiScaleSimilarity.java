package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Range;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.metric.MetricValue.Spread;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Diversity: the mean multi-scale structural similarity of pairs of generated images (1: all the
 * same), and of pairs of real ones. Generated images more alike than real ones are a sign of
 * collapse. Pairs are neighbours in the order of the samples, each image in one pair.
 *
 * <p>Windows are Gaussians of 11 pixels and deviation 1.5 (smaller in proportion where the image
 * is), the weights of the scales those of the paper, as many scales as leave a side of 4 pixels,
 * their weights then made to sum to 1. Channels are averaged.
 */
@Doc(
    value = "MS-SSIM of pairs of generated images and of pairs of real ones: diversity",
    paper = "Wang, Simoncelli and Bovik 2003; Odena, Olah and Shlens 2017")
public record MultiScaleSimilarity() implements Metric {
  private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
  private static final int WINDOW = 11;
  private static final double DEVIATION = 1.5;
  private static final int LEAST_SIDE = 4;
  private static final double K1 = 0.01;
  private static final double K2 = 0.03;

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.IMAGES);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    return Math.min(conditions.real(), conditions.generated()) < 2
        ? Optional.of("compares pairs, and there is only one sample")
        : Optional.empty();
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    return List.of(
        mean("ms-ssim", evaluation.generated()), mean("ms-ssim-of-data", evaluation.real()));
  }

  private static MetricValue mean(String name, Samples samples) {
    int pairs = samples.count() / 2;
    if (pairs == 0) {
      throw new GanException("ms-ssim compares pairs: there is only one sample");
    }
    int width = samples.values().width();
    double[] similarities = new double[pairs];
    double[] pair = new double[2 * width];
    for (int i = 0; i < pairs; i++) {
      samples.values().read(2 * i, 2, pair);
      similarities[i] = similarity(samples, pair);
    }
    @Nullable Spread spread = Statistics.ofMean(similarities, "pairs");
    return new MetricValue(name, Statistics.mean(similarities), Better.NEITHER, spread);
  }

  /**
   * The structural similarity of two images at their own size, a mean over channels.
   *
   * @param shape of an image
   * @param range from the lowest value to the highest
   */
  static double singleScale(Shape shape, double[] first, double[] second, double range) {
    int height = (int) shape.get(0);
    int width = (int) shape.get(1);
    int channels = (int) shape.get(2);
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      sum +=
          parts(
              plane(first, 0, height, width, channels, channel),
              plane(second, 0, height, width, channels, channel),
              range)[0];
    }
    return sum / channels;
  }

  private static double similarity(Samples samples, double[] pair) {
    int height = (int) samples.space().shape().get(0);
    int width = (int) samples.space().shape().get(1);
    int channels = (int) samples.space().shape().get(2);
    Range range = samples.space().range();
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      Plane a = plane(pair, 0, height, width, channels, channel);
      Plane b = plane(pair, height * width * channels, height, width, channels, channel);
      sum += similarity(a, b, range.high() - range.low());
    }
    return sum / channels;
  }

  private static Plane plane(
      double[] values, int offset, int height, int width, int channels, int channel) {
    double[] plane = new double[height * width];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = values[offset + i * channels + channel];
    }
    return new Plane(height, width, plane);
  }

  /** Two planes of one size. */
  static double similarity(Plane first, Plane second, double range) {
    Plane a = first;
    Plane b = second;
    int scales = 1;
    while (scales < WEIGHTS.length && Math.min(first.height, first.width) >> scales >= LEAST_SIDE) {
      scales++;
    }
    double total = 0;
    for (int scale = 0; scale < scales; scale++) {
      total += WEIGHTS[scale];
    }
    double product = 1;
    for (int scale = 0; scale < scales; scale++) {
      if (scale > 0) {
        a = a.halved();
        b = b.halved();
      }
      double[] parts = parts(a, b, range);
      double part = scale == scales - 1 ? parts[0] : parts[1];
      product *= Math.pow(Math.max(0, part), WEIGHTS[scale] / total);
    }
    return product;
  }

  /** Structural similarity, and its part of contrast and structure alone: means over the plane. */
  private static double[] parts(Plane a, Plane b, double range) {
    int size = Math.min(WINDOW, Math.min(a.height, a.width));
    double[] window = window(size, DEVIATION * size / WINDOW);
    double c1 = K1 * range * K1 * range;
    double c2 = K2 * range * K2 * range;
    double[] meanA = a.filtered(window).values;
    double[] meanB = b.filtered(window).values;
    double[] squareA = a.times(a).filtered(window).values;
    double[] squareB = b.times(b).filtered(window).values;
    double[] productAb = a.times(b).filtered(window).values;
    double similarity = 0;
    double structure = 0;
    for (int i = 0; i < meanA.length; i++) {
      double squares = meanA[i] * meanA[i] + meanB[i] * meanB[i];
      double covariance = productAb[i] - meanA[i] * meanB[i];
      double variances = squareA[i] + squareB[i] - squares;
      double cs = (2 * covariance + c2) / (variances + c2);
      structure += cs / meanA.length;
      similarity += cs * (2 * meanA[i] * meanB[i] + c1) / (squares + c1) / meanA.length;
    }
    return new double[] {similarity, structure};
  }

  private static double[] window(int size, double deviation) {
    double[] window = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double x = (i - (size - 1) / 2.0) / deviation;
      window[i] = Math.exp(-x * x / 2);
      sum += window[i];
    }
    for (int i = 0; i < size; i++) {
      window[i] /= sum;
    }
    return window;
  }

  /** One channel of an image. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Plane(int height, int width, double[] values) {

    Plane times(Plane other) {
      double[] product = new double[values.length];
      for (int i = 0; i < product.length; i++) {
        product[i] = values[i] * other.values[i];
      }
      return new Plane(height, width, product);
    }

    /** Means of 2×2 pixels; an odd last row or column is dropped. */
    Plane halved() {
      int h = height / 2;
      int w = width / 2;
      double[] half = new double[h * w];
      for (int i = 0; i < half.length; i++) {
        int at = i / w * 2 * width + i % w * 2;
        half[i] = (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
      }
      return new Plane(h, w, half);
    }

    /** Where the window fits: rows first, then columns. */
    Plane filtered(double[] window) {
      int w = width - window.length + 1;
      int h = height - window.length + 1;
      double[] across = new double[height * w];
      for (int i = 0; i < across.length; i++) {
        for (int k = 0; k < window.length; k++) {
          across[i] += window[k] * values[i / w * width + i % w + k];
        }
      }
      double[] down = new double[h * w];
      for (int i = 0; i < down.length; i++) {
        for (int k = 0; k < window.length; k++) {
          down[i] += window[k] * across[i + k * w];
        }
      }
      return new Plane(h, w, down);
    }
  }
}
