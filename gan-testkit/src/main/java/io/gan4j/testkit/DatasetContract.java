package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Density;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * What every data set promises: a sample is a pure function of its index, for any number of
 * threads, and equal content has an equal hash.
 */
public final class DatasetContract {
  private static final long LOOKED_AT = 64;

  private DatasetContract() {}

  /** The contract of what a reader opens. The reader must be able to open it several times. */
  public static Contract of(DatasetReader reader) {
    return new Contract(reader)
        .promise("tells what it holds", () -> open(reader, DatasetContract::facts))
        .promise(
            "gives the same sample at the same index, in any batch",
            () -> open(reader, DatasetContract::pure))
        .promise(
            "gives samples in their range, with labels of their classes",
            () -> open(reader, DatasetContract::inRange))
        .promise(
            "gives several threads the same samples", () -> open(reader, DatasetContract::threads))
        .promise("refuses indices that are not there", () -> open(reader, DatasetContract::indices))
        .promise("refuses a batch that does not fit", () -> open(reader, DatasetContract::misfits))
        .promise("has a density that integrates to 1", () -> open(reader, DatasetContract::density))
        .promise(
            "carries a named vector for each sample, if any",
            () -> open(reader, DatasetContract::vectors))
        .promise("is the same when opened again", () -> again(reader))
        .promise("may be closed twice", () -> closeTwice(reader));
  }

  /** The contract of a reader whose source cannot be read: the message names the source. */
  public static Contract refuses(DatasetReader reader, String named) {
    return new Contract(reader)
        .promise(
            "is refused, naming " + named,
            () ->
                assertThatThrownBy(() -> reader.open().close())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(named));
  }

  private interface Body {
    void on(Dataset dataset) throws Exception;
  }

  private static void open(DatasetReader reader, Body body) throws Exception {
    try (Dataset dataset = reader.open()) {
      body.on(dataset);
    }
  }

  private static void facts(Dataset dataset) {
    assertThat(dataset.description()).as("description").isNotBlank().doesNotContain("\n");
    assertThat(dataset.contentHash()).as("SHA-256").matches("[0-9a-f]{64}");
    if (dataset.size().isPresent()) {
      assertThat(dataset.size().getAsLong()).as("size").isPositive();
    }
  }

  private static void pure(Dataset dataset) {
    long[] forwards = firstIndices(dataset);
    long[] backwards = LongStream.of(forwards).map(i -> forwards.length - 1 - i).toArray();
    List<Object> ahead = samples(dataset, forwards);
    List<Object> back = samples(dataset, backwards);
    for (int i = 0; i < forwards.length; i++) {
      assertThat(back.get(forwards.length - 1 - i)).as("sample %d", i).isEqualTo(ahead.get(i));
      assertThat(samples(dataset, new long[] {i}).get(0))
          .as("sample %d alone", i)
          .isEqualTo(ahead.get(i));
    }
    assertThat(samples(dataset, new long[] {0, 0}))
        .as("the same index twice")
        .containsOnly(ahead.get(0));
  }

  private static void inRange(Dataset dataset) {
    long[] indices = firstIndices(dataset);
    Batch batch = read(dataset, indices);
    for (float value : batch.decoded()) {
      assertThat((double) value)
          .isBetween(dataset.space().range().low(), dataset.space().range().high())
          .isNotNaN();
    }
    int classes = dataset.labels().map(LabelSpace::count).orElse(1);
    for (int label : batch.labels()) {
      assertThat(label).as("label of %d classes", classes).isBetween(0, classes - 1);
    }
  }

  private static void threads(Dataset dataset) throws Exception {
    long[] indices = firstIndices(dataset);
    List<Object> expected = samples(dataset, indices);
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Object>>> read = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        read.add(executor.submit(() -> samples(dataset, indices)));
      }
      for (Future<List<Object>> samples : read) {
        assertThat(samples.get()).isEqualTo(expected);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static void indices(Dataset dataset) {
    assertThatThrownBy(() -> read(dataset, new long[] {-1}))
        .as("index -1")
        .isInstanceOf(IndexOutOfBoundsException.class);
    if (dataset.size().isPresent()) {
      long beyond = dataset.size().getAsLong();
      assertThatThrownBy(() -> read(dataset, new long[] {beyond}))
          .as("index %d of %d", beyond, beyond)
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private static void misfits(Dataset dataset) {
    assertThatThrownBy(() -> dataset.read(new long[] {0}, new Batch(dataset.space(), 2)))
        .as("one index, a batch of two")
        .isInstanceOf(IllegalArgumentException.class);
    SampleSpace space = dataset.space();
    SampleSpace other = new SampleSpace(space.shape().append(2), space.element(), space.range());
    assertThatThrownBy(() -> dataset.read(new long[] {0}, new Batch(other, 1)))
        .as("a batch of other samples")
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Midpoints over the window, which holds all but a negligible part of the mass. */
  private static void density(Dataset dataset) {
    Density density = dataset.density().orElse(null);
    if (density == null || density.window().size() > 2) {
      return;
    }
    int axes = density.window().size();
    assertThat(axes).as("axes of the window").isEqualTo(dataset.space().valuesPerSample());
    assertThat(density.modes()).allSatisfy(mode -> assertThat(mode).hasSize(axes));
    Range x = density.window().get(0);
    Range y = axes == 2 ? density.window().get(1) : new Range(0, 1);
    int columns = axes == 2 ? 800 : 20_000;
    int rows = axes == 2 ? 800 : 1;
    double mass = 0;
    for (int row = 0; row < rows; row++) {
      double atY = y.low() + (row + 0.5) / rows * (y.high() - y.low());
      for (int column = 0; column < columns; column++) {
        double atX = x.low() + (column + 0.5) / columns * (x.high() - x.low());
        double value = axes == 2 ? density.at(atX, atY) : density.at(atX);
        if (!(value >= 0)) {
          throw new AssertionError("density " + value + " at " + atX + ", " + atY);
        }
        mass += value;
      }
    }
    double cell = (x.high() - x.low()) / columns * (y.high() - y.low()) / rows;
    assertThat(mass * cell).as("mass in the window").isCloseTo(1, within(0.01));
  }

  private static void vectors(Dataset dataset) {
    Dataset vectors = dataset.vectors().orElse(null);
    if (vectors == null) {
      return;
    }
    assertThat(vectors.size()).as("vectors").isEqualTo(dataset.size());
    assertThat(vectors.space().columns()).as("columns of the vectors").isNotNull();
    facts(vectors);
    pure(vectors);
    inRange(vectors);
    indices(vectors);
    long[] indices = firstIndices(dataset);
    assertThat(vectors.labels()).as("classes of the vectors").isEqualTo(dataset.labels());
    assertThat(read(vectors, indices).labels())
        .as("classes of the vectors")
        .isEqualTo(read(dataset, indices).labels());
    vectors.close();
    assertThat(samples(dataset, indices)).as("what is left of the samples").isNotEmpty();
    assertThat(samples(vectors, indices)).as("what is left of the vectors").isNotEmpty();
  }

  private static void again(DatasetReader reader) {
    try (Dataset first = reader.open();
        Dataset second = reader.open()) {
      assertThat(second.contentHash()).as("hash").isEqualTo(first.contentHash());
      assertThat(second.space()).as("sample space").isEqualTo(first.space());
      assertThat(second.size()).as("size").isEqualTo(first.size());
      assertThat(second.labels()).as("classes").isEqualTo(first.labels());
      long[] indices = firstIndices(first);
      assertThat(samples(second, indices)).isEqualTo(samples(first, indices));
    }
  }

  private static void closeTwice(DatasetReader reader) {
    Dataset dataset = reader.open();
    dataset.close();
    dataset.close();
  }

  private static long[] firstIndices(Dataset dataset) {
    return LongStream.range(0, Math.min(LOOKED_AT, dataset.size().orElse(LOOKED_AT))).toArray();
  }

  private static Batch read(Dataset dataset, long[] indices) {
    Batch batch = new Batch(dataset.space(), indices.length);
    if (batch.space().element() == Element.UINT8) {
      Arrays.fill(batch.bytes(), (byte) 0x55); // what is not written shows
    } else {
      Arrays.fill(batch.floats(), Float.NaN);
    }
    Arrays.fill(batch.labels(), Integer.MIN_VALUE);
    dataset.read(indices, batch);
    return batch;
  }

  /** Each sample as something that can be compared: its label, then its values. */
  private static List<Object> samples(Dataset dataset, long[] indices) {
    Batch batch = read(dataset, indices);
    float[] values = batch.decoded();
    int width = dataset.space().valuesPerSample();
    List<Object> samples = new ArrayList<>();
    for (int n = 0; n < indices.length; n++) {
      float[] sample = Arrays.copyOfRange(values, n * width, (n + 1) * width);
      samples.add(batch.labels()[n] + " " + Arrays.toString(sample));
    }
    return samples;
  }
}
