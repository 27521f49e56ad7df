package io.gan4j.testkit;

import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.tensor.NoiseSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/**
 * Noise on plain doubles. A number is a pure function of seed, stream, draw, sample and place in
 * the sample.
 */
public final class DoubleNoise implements NoiseSource<DoubleTensor> {
  private static final double TRUNCATION = 2;

  private final RandomKey streams;
  private final RandomKey tables;
  private final long draw;
  private final int batch;
  private final Map<String, DoubleTensor> drawnTables;

  private DoubleNoise(
      RandomKey streams,
      RandomKey tables,
      long draw,
      int batch,
      Map<String, DoubleTensor> drawnTables) {
    this.streams = streams;
    this.tables = tables;
    this.draw = draw;
    this.batch = batch;
    this.drawnTables = drawnTables;
  }

  /** Noise of a run with this seed: of its draw number {@code draw}, for a batch of this size. */
  public static DoubleNoise of(long seed, long draw, int batch) {
    RandomKey root = RandomKey.of(seed);
    return new DoubleNoise(root.split("noise"), root.split("tables"), draw, batch, new HashMap<>());
  }

  /** The same run's noise in another draw, with the same tables. */
  DoubleNoise in(long otherDraw, int size) {
    return new DoubleNoise(streams, tables, otherDraw, size, drawnTables);
  }

  /** The same for a batch of another size. */
  DoubleNoise sized(int size) {
    return new DoubleNoise(streams, tables, draw, size, drawnTables);
  }

  /** Noise that streams of the same name here do not share; the tables are the same. */
  DoubleNoise scoped(String scope) {
    return new DoubleNoise(streams.split(scope), tables, draw, batch, drawnTables);
  }

  /** Noise that a seed of its own determines; the tables are this run's. */
  DoubleNoise seeded(long seed, int size) {
    return new DoubleNoise(RandomKey.of(seed).split("sampling"), tables, 0, size, drawnTables);
  }

  @Override
  public DoubleTensor uniform(String stream, Shape shape) {
    return fill(stream, shape, RandomKey::uniform);
  }

  @Override
  public DoubleTensor normal(String stream, Shape shape) {
    return fill(stream, shape, RandomKey::normal);
  }

  @Override
  public DoubleTensor truncatedNormal(String stream, Shape shape) {
    return fill(
        stream,
        shape,
        (key, index) -> {
          for (long attempt = 0; ; attempt++) {
            double value = key.split(attempt).normal(index);
            if (Math.abs(value) <= TRUNCATION) {
              return value;
            }
          }
        });
  }

  @Override
  public DoubleTensor pick(
      String stream, int rows, Function<NoiseSource<DoubleTensor>, DoubleTensor> table) {
    DoubleTensor all = drawnTables.get(stream);
    if (all == null) {
      all =
          table.apply(
              new DoubleNoise(
                  tables.split(stream), tables.split(stream), 0, rows, new HashMap<>()));
      drawnTables.put(stream, all);
    }
    if (all.shape().get(0) != rows) {
      throw new IllegalStateException(
          "table '" + stream + "' has the shape " + all.shape() + ", not " + rows + " rows");
    }
    int width = all.data.length / rows;
    double[] picked = new double[batch * width];
    for (int n = 0; n < batch; n++) {
      long row = key(stream, n).below(0, rows);
      System.arraycopy(all.data, (int) row * width, picked, n * width, width);
    }
    return DoubleTensor.owning(all.shape().tail().prepend(batch), picked);
  }

  /** One-hot labels, each of the classes as likely as the other: {@code [batch, classes]}. */
  DoubleTensor oneHot(String stream, int classes) {
    int[] labels = new int[batch];
    Arrays.setAll(labels, n -> (int) key(stream, n).below(0, classes));
    return oneHot(labels, classes);
  }

  /** One-hot labels, each class as likely as its share: {@code [batch, classes]}. */
  DoubleTensor oneHot(String stream, FakeLabels.Shares shares) {
    int[] labels = new int[batch];
    for (int n = 0; n < batch; n++) {
      double drawn = key(stream, n).uniform(0);
      long which = shares.bounds().stream().filter(bound -> drawn >= bound).count();
      labels[n] = shares.classes().get((int) which);
    }
    return oneHot(labels, shares.shares().size());
  }

  /** Labels as one-hot, {@code [labels, classes]}. */
  static DoubleTensor oneHot(int[] labels, int classes) {
    double[] values = new double[labels.length * classes];
    for (int n = 0; n < labels.length; n++) {
      values[n * classes + labels[n]] = 1;
    }
    return DoubleTensor.owning(Shape.of(labels.length, classes), values);
  }

  private interface Distribution {
    double at(RandomKey key, long index);
  }

  private DoubleTensor fill(String stream, Shape shape, Distribution distribution) {
    int width = Math.toIntExact(shape.size());
    double[] values = new double[batch * width];
    for (int n = 0; n < batch; n++) {
      RandomKey key = key(stream, n);
      for (int i = 0; i < width; i++) {
        values[n * width + i] = distribution.at(key, i);
      }
    }
    return DoubleTensor.owning(shape.prepend(batch), values);
  }

  private RandomKey key(String stream, int sample) {
    return streams.split(stream).split(draw).split(sample);
  }
}
