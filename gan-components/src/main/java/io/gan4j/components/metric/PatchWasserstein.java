package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.components.metric.LaplacianPyramid.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Sliced Wasserstein distance between small patches of real and of generated images, level by level
 * of their Laplacian pyramids: whether details of each size look real, whatever the picture. On
 * each side the patches of a level are normalised channel by channel, to mean 0 and variance 1. One
 * value per level, named after its shorter side, and their mean. The paper multiplies by 1000; this
 * does not.
 *
 * <p>Patches are cut anew for every group of directions, so that memory does not grow with them.
 */
@Doc(
    value = "Sliced Wasserstein distance of image patches, by level of a Laplacian pyramid",
    paper = "Karras, Aila, Laine and Lehtinen 2018, section 5")
public record PatchWasserstein(
    @Doc("Height and width of a patch") @Default("7") int patch,
    @Doc("Patches of each image and level") @Default("32") int patches,
    @Doc("Random directions") @Default("128") int directions)
    implements Metric {

  public PatchWasserstein {
    Check.positive("patch", patch);
    Check.positive("patches", patches);
    Check.positive("directions", directions);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.IMAGES);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    Shape shape = conditions.samples().shape();
    int side = (int) Math.min(shape.get(0), shape.get(1));
    List<Integer> sides = LaplacianPyramid.sides(side);
    return sides.get(sides.size() - 1) < patch
        ? Optional.of(
            "cuts patches of "
                + patch
                + " pixels, and these images have a side of "
                + side
                + ": set patch lower")
        : Optional.empty();
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Samples real = evaluation.real();
    Samples generated = evaluation.generated();
    int side = (int) Math.min(real.space().shape().get(0), real.space().shape().get(1));
    List<Integer> sides = LaplacianPyramid.sides(side);
    if (sides.get(sides.size() - 1) < patch) {
      throw new GanException(
          "patch-wasserstein cuts patches of "
              + patch
              + " pixels, and these images have a side of "
              + side
              + ": set patch lower");
    }
    RandomKey random = evaluation.random();
    List<MetricValue> levels = new ArrayList<>();
    double sum = 0;
    for (int level = 0; level < sides.size(); level++) {
      double[] distances =
          SlicedWasserstein.distances(
              normalized(patches(real, level, random.split("real"))),
              normalized(patches(generated, level, random.split("generated"))),
              directions,
              random.split("directions"));
      sum += Statistics.mean(distances);
      levels.add(
          new MetricValue(
              "patch-wasserstein-" + sides.get(level),
              Statistics.mean(distances),
              MetricValue.Better.LOWER,
              Statistics.ofMean(distances, "directions")));
    }
    List<MetricValue> values = new ArrayList<>();
    values.add(MetricValue.low("patch-wasserstein", sum / sides.size()));
    values.addAll(levels);
    return values;
  }

  private Cut patches(Samples samples, int level, RandomKey random) {
    return new Cut(samples, level, patch, patches, random.split(level));
  }

  private Rows normalized(Cut cut) {
    int channels = cut.channels;
    double[] sum = new double[channels];
    double[] squares = new double[channels];
    Blocks.forEach(
        cut,
        (block, first) -> {
          for (int i = 0; i < block.numRows * block.numCols; i++) {
            double value = block.data[i];
            sum[i % channels] += value;
            squares[i % channels] += value * value;
          }
        });
    double count = (double) cut.count() * cut.width() / channels;
    double[] mean = new double[channels];
    double[] scale = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      mean[channel] = sum[channel] / count;
      double variance = squares[channel] / count - mean[channel] * mean[channel];
      scale[channel] = variance > 0 ? 1 / Math.sqrt(variance) : 0; // flat pictures have no details
    }
    return new Normalized(cut, mean, scale);
  }

  /** Patches normalised by channel. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Normalized(Cut cut, double[] mean, double[] scale) implements Rows {
    @Override
    public int count() {
      return cut.count();
    }

    @Override
    public int width() {
      return cut.width();
    }

    @Override
    public void read(int first, int count, double[] into) {
      cut.read(first, count, into);
      for (int i = 0; i < count * width(); i++) {
        int channel = i % mean.length;
        into[i] = (into[i] - mean[channel]) * scale[channel];
      }
    }
  }

  /** Patches of a level, cut when read: {@code [images × patches, patch, patch, channels]}. */
  private static final class Cut implements Rows {
    private final Rows images;
    private final int height;
    private final int width;
    private final int channels;
    private final int level;
    private final int patch;
    private final int each;
    private final RandomKey random;

    Cut(Samples samples, int level, int patch, int each, RandomKey random) {
      this.images = samples.values();
      this.height = (int) samples.space().shape().get(0);
      this.width = (int) samples.space().shape().get(1);
      this.channels = (int) samples.space().shape().get(2);
      this.level = level;
      this.patch = patch;
      this.each = each;
      this.random = random;
    }

    @Override
    public int count() {
      return Math.multiplyExact(images.count(), each);
    }

    @Override
    public int width() {
      return patch * patch * channels;
    }

    @Override
    public void read(int first, int count, double[] into) {
      List<Plane> planes = List.of();
      int shown = -1;
      for (int i = 0; i < count; i++) {
        int image = (first + i) / each;
        if (image != shown) {
          planes = level(image);
          shown = image;
        }
        cut(planes, first + i, into, i * width());
      }
    }

    private List<Plane> level(int image) {
      double[] values = new double[images.width()];
      images.read(image, 1, values);
      List<Plane> planes = new ArrayList<>();
      for (int channel = 0; channel < channels; channel++) {
        double[] plane = new double[height * width];
        for (int i = 0; i < plane.length; i++) {
          plane[i] = values[i * channels + channel];
        }
        planes.add(
            LaplacianPyramid.of(
                    new Plane(height, width, plane),
                    LaplacianPyramid.sides(Math.min(height, width)).size())
                .get(level));
      }
      return planes;
    }

    private void cut(List<Plane> planes, int number, double[] into, int at) {
      Plane any = planes.get(0);
      int top = (int) random.below(2L * number, any.height() - patch + 1L);
      int left = (int) random.below(2L * number + 1, any.width() - patch + 1L);
      int next = at;
      for (int y = top; y < top + patch; y++) {
        for (int x = left; x < left + patch; x++) {
          for (Plane plane : planes) {
            into[next++] = plane.values()[y * plane.width() + x];
          }
        }
      }
    }
  }
}
