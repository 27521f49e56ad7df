package io.gan4j.core.data;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What the vectors that samples are conditioned on are like, number by number. */
final class NamedVectors {
  private static final int CHUNK = 1024;

  private final Dataset dataset;
  private final @Nullable Columns columns;
  private final double[] means;
  private final double[] deviations;
  private final float[] lows;
  private final float[] highs;
  private final boolean[] finite;

  /**
   * Looks at all of them.
   *
   * @param dataset of vectors, of a known size
   */
  NamedVectors(Dataset dataset) {
    this.dataset = dataset;
    this.columns = dataset.space().columns();
    int width = dataset.space().valuesPerSample();
    this.means = new double[width];
    this.deviations = new double[width];
    this.lows = new float[width];
    this.highs = new float[width];
    this.finite = new boolean[width];
    for (int i = 0; i < width; i++) {
      lows[i] = Float.POSITIVE_INFINITY;
      highs[i] = Float.NEGATIVE_INFINITY;
      finite[i] = true;
    }
    double each = 1.0 / dataset.size().orElseThrow();
    visit(
        (i, value) -> {
          means[i] += value * each;
          lows[i] = Math.min(lows[i], value);
          highs[i] = Math.max(highs[i], value);
          finite[i] &= Float.isFinite(value);
        });
    visit((i, value) -> deviations[i] += (value - means[i]) * (value - means[i]) * each);
    for (int i = 0; i < width; i++) {
      deviations[i] = Math.sqrt(deviations[i]);
    }
  }

  /** Is told of a number of a vector. */
  private interface Visitor {
    void visit(int place, float value);
  }

  private void visit(Visitor visitor) {
    long size = dataset.size().orElseThrow();
    for (long first = 0; first < size; first += CHUNK) {
      int count = (int) Math.min(CHUNK, size - first);
      Batch batch = new Batch(dataset.space(), count);
      dataset.read(LongStream.range(first, first + count).toArray(), batch);
      float[] values = batch.floats();
      for (int i = 0; i < values.length; i++) {
        visitor.visit(i % means.length, values[i]);
      }
    }
  }

  /**
   * What nothing can be conditioned on, a sentence for each.
   *
   * @param constants whether numbers that are the same in every sample are named too
   */
  List<String> problems(boolean constants) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      if (!finite[i]) {
        problems.add("'" + name(i) + "' is not a finite number in every sample");
      } else if (constants && lows[i] == highs[i]) {
        problems.add(
            String.format(
                Locale.ROOT,
                "'%s' is %s in every sample: leave it out, for nothing depends on it",
                name(i),
                lows[i]));
      }
    }
    return problems;
  }

  private String name(int place) {
    return columns != null && columns.columns().size() == means.length
        ? columns.columns().get(place).name()
        : Integer.toString(place);
  }

  /** How they come to mean 0 and standard deviation 1 each, and the way back. */
  Columns scales() {
    List<Column> scaled = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      scaled.add(
          new NumberColumn(
              name(i),
              "FLOAT",
              false,
              new Scale.Standard(means[i], deviations[i]),
              new NumberColumn.Limits(lows[i], highs[i], -1)));
    }
    return new Columns(scaled);
  }

  /** Vectors whose numbers are brought to these columns' scales, which were learnt of others. */
  static Dataset scaled(Dataset vectors, Columns columns) {
    return new Standardized(vectors, columns);
  }

  /** Vectors whose columns are scaled. */
  private record Standardized(Dataset dataset, Columns columns) implements Dataset {
    @Override
    public SampleSpace space() {
      return SampleSpace.rows(columns);
    }

    @Override
    public OptionalLong size() {
      return dataset.size();
    }

    @Override
    public Optional<LabelSpace> labels() {
      return dataset.labels();
    }

    @Override
    public String description() {
      return dataset.description() + ", standardised";
    }

    @Override
    public List<String> notes() {
      return dataset.notes();
    }

    @Override
    public long bytesHeld() {
      return dataset.bytesHeld();
    }

    @Override
    public String contentHash() {
      return Hashes.of(dataset.contentHash(), columns);
    }

    @Override
    public void read(long[] indices, Batch into) {
      dataset.read(indices, into);
      float[] values = into.floats();
      int width = columns.width();
      for (int i = 0; i < values.length; i++) {
        columns.columns().get(i % width).encode(values[i], values, i);
      }
    }

    @Override
    public void close() {
      dataset.close();
    }
  }
}
