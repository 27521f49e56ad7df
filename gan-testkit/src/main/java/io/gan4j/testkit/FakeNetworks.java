package io.gan4j.testkit;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * What the fake's players compute. Values of a sample are dealt into a few groups so that any
 * sample has few weights: value v belongs to group v mod groups.
 */
final class FakeNetworks {
  private static final int MOST_GROUPS = 8;

  private FakeNetworks() {}

  private static int groups(int values) {
    return Math.min(values, MOST_GROUPS);
  }

  /**
   * Makes samples: value v is a[g]·z[v mod width] + b[g], squashed into the range.
   *
   * @param samples what it makes
   */
  record Maker(SampleSpace samples) implements FakePart {

    @Override
    public Shape kernel() {
      return Shape.of(1, valuesPerClass());
    }

    @Override
    public int valuesPerClass() {
      return groups(samples.valuesPerSample());
    }

    @Override
    public double spread() {
      return 0.5;
    }

    @Override
    public Result compute(
        DoubleTensor kernel, DoubleTensor bias, @Nullable DoubleTensor ofClass, DoubleTensor rows) {
      int batch = (int) rows.shape().get(0);
      int width = rows.data.length / Math.max(1, batch);
      int values = samples.valuesPerSample();
      int groups = groups(values);
      double[] made = new double[batch * values];
      for (int n = 0; n < batch; n++) {
        for (int v = 0; v < values; v++) {
          double z = rows.data[n * width + v % width];
          double own = ofClass == null ? 0 : ofClass.data[n * groups + v % groups];
          made[n * values + v] =
              squash(samples.range(), kernel.data[v % groups] * z + bias.data[v % groups] + own);
        }
      }
      return new Result(DoubleTensor.owning(samples.shape().prepend(batch), made), rows);
    }
  }

  private static double squash(Range range, double x) {
    if (range.bounded()) {
      return range.low() + (range.high() - range.low()) / (1 + Math.exp(-x));
    }
    if (Double.isFinite(range.low())) {
      return range.low() + softplus(x);
    }
    return Double.isFinite(range.high()) ? range.high() - softplus(x) : x;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /**
   * Scores: a linear score of each group's mean and mean square. Where it sees labels, a table per
   * class is added to the kernel.
   *
   * @param values in a row
   */
  record Scorer(int values) implements FakePart {

    @Override
    public Shape kernel() {
      return Shape.of(valuesPerClass(), 1);
    }

    @Override
    public int valuesPerClass() {
      return 2 * groups(values);
    }

    @Override
    public double spread() {
      return 0.2;
    }

    @Override
    public Result compute(
        DoubleTensor kernel, DoubleTensor bias, @Nullable DoubleTensor ofClass, DoubleTensor rows) {
      int batch = (int) rows.shape().get(0);
      int groups = groups(values);
      int width = 2 * groups;
      double[] features = new double[batch * width];
      double[] scores = new double[batch];
      for (int n = 0; n < batch; n++) {
        for (int v = 0; v < values; v++) {
          int group = v % groups;
          int size = (values - group + groups - 1) / groups;
          double value = rows.data[n * values + v];
          features[n * width + group] += value / size;
          features[n * width + groups + group] += value * value / size;
        }
        scores[n] = bias.data[0];
        for (int i = 0; i < width; i++) {
          double own = ofClass == null ? 0 : ofClass.data[n * width + i];
          scores[n] += (kernel.data[i] + own) * features[n * width + i];
        }
      }
      return new Result(
          DoubleTensor.owning(Shape.of(batch, 1), scores),
          DoubleTensor.owning(Shape.of(batch, width), features));
    }
  }

  /**
   * Anything else: a linear map of all values to all values, and a table per class beside the bias.
   *
   * @param values in a row
   * @param output shape of what it makes of one
   */
  record Linear(int values, Shape output) implements FakePart {

    @Override
    public Shape kernel() {
      return Shape.of(values, output.size());
    }

    @Override
    public int valuesPerClass() {
      return Math.toIntExact(output.size());
    }

    @Override
    public double spread() {
      return 0.3;
    }

    @Override
    public Result compute(
        DoubleTensor kernel, DoubleTensor bias, @Nullable DoubleTensor ofClass, DoubleTensor rows) {
      int batch = (int) rows.shape().get(0);
      int width = valuesPerClass();
      double[] made = new double[batch * width];
      for (int n = 0; n < batch; n++) {
        for (int o = 0; o < width; o++) {
          double sum = bias.data[o] + (ofClass == null ? 0 : ofClass.data[n * width + o]);
          for (int v = 0; v < values; v++) {
            sum += rows.data[n * values + v] * kernel.data[v * width + o];
          }
          made[n * width + o] = sum;
        }
      }
      return new Result(DoubleTensor.owning(output.prepend(batch), made), rows);
    }
  }
}
