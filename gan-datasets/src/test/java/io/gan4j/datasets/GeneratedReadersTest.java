package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import io.gan4j.api.spec.InvalidValueException;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Generated distributions")
class GeneratedReadersTest {

  static Stream<DatasetReader> readers() {
    return Stream.of(
        new GaussianReader(4, 1.25, 1, 0),
        new GaussianReader(-1, 0.3, 2, 5),
        new UniformReader(-1, 1, 1, 0),
        new UniformReader(2, 5, 2, 0),
        new RingReader(8, 2, 0.02, 0),
        new RingReader(3, 1, 0.5, 0),
        new GridReader(5, 2, 0.05, 0),
        new GridReader(2, 1, 0.4, 0));
  }

  @ParameterizedTest
  @MethodSource("readers")
  @DisplayName("have a density that integrates to 1 over its window, but for the tails")
  void integral(DatasetReader reader) {
    try (Dataset dataset = reader.open()) {
      Density density = dataset.density().orElseThrow();
      List<Range> window = density.window();
      int cells = window.size() == 1 ? 20_000 : 800;

      assertThat(integral(density, window, cells)).isCloseTo(1, within(4e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  @DisplayName("draw samples of that density: the share in every tile of the window is as it says")
  void samples(DatasetReader reader) {
    try (Dataset dataset = reader.open()) {
      Density density = dataset.density().orElseThrow();
      List<Range> window = density.window();
      int axes = window.size();
      int tiles = 10;
      int[] counts = new int[axes == 1 ? tiles : tiles * tiles];
      int count = 100_000;
      float[] samples = read(dataset, LongStream.range(0, count).toArray()).floats();
      for (int i = 0; i < count; i++) {
        int tile = 0;
        boolean inside = true;
        for (int axis = axes - 1; axis >= 0; axis--) {
          Range range = window.get(axis);
          double where = (samples[i * axes + axis] - range.low()) / (range.high() - range.low());
          inside &= where >= 0 && where < 1;
          tile = tile * tiles + (int) (where * tiles);
        }
        if (inside) {
          counts[tile]++;
        }
      }
      for (int tile = 0; tile < counts.length; tile++) {
        double expected = mass(density, window, tile, tiles);
        // Five standard deviations of a binomial count, and the error of the quadrature.
        double tolerance = 5 * Math.sqrt(expected / count) + 2e-4;
        assertThat((double) counts[tile] / count)
            .as("tile %d", tile)
            .isCloseTo(expected, within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  @DisplayName("give the same sample at an index, whatever was read before, and have no end")
  void pure(DatasetReader reader) {
    try (Dataset first = reader.open();
        Dataset second = reader.open()) {
      Batch together = read(first, 7, 3, 5_000_000_000L);
      Batch alone = read(second, 5_000_000_000L);
      int width = first.space().valuesPerSample();

      assertThat(first.size()).isEmpty();
      assertThat(together.floats()[2 * width]).isEqualTo(alone.floats()[0]);
      assertThat(together.labels()[2]).isEqualTo(alone.labels()[0]);
      assertThat(together.floats()[0]).isNotEqualTo(together.floats()[width]);
      assertThat(first.contentHash()).isEqualTo(second.contentHash()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  @DisplayName("hash every parameter, the seed included, and differ by seed")
  void hashes() {
    assertThat(
            Stream.of(
                    new GaussianReader(4, 1.25, 1, 0),
                    new GaussianReader(4, 1.25, 1, 1),
                    new GaussianReader(4, 1.25, 2, 0),
                    new GaussianReader(4, 1, 1, 0),
                    new GaussianReader(3, 1.25, 1, 0),
                    new UniformReader(-1, 1, 1, 0),
                    new UniformReader(-1, 2, 1, 0),
                    new UniformReader(-1, 1, 2, 0),
                    new RingReader(8, 2, 0.02, 0),
                    new RingReader(8, 2, 0.02, 1),
                    new RingReader(7, 2, 0.02, 0),
                    new GridReader(5, 2, 0.05, 0))
                .map(reader -> reader.open().contentHash())
                .toArray(String[]::new))
        .doesNotHaveDuplicates();
    assertThat(read(new GaussianReader(4, 1.25, 1, 0).open(), 0).floats())
        .isNotEqualTo(read(new GaussianReader(4, 1.25, 1, 1).open(), 0).floats());
  }

  @Test
  @DisplayName("label a mixture's samples by their mode")
  void labels() {
    try (Dataset ring = new RingReader(8, 2, 0.02, 0).open()) {
      List<double[]> modes = ring.density().orElseThrow().modes();
      Batch batch = read(ring, LongStream.range(0, 800).toArray());
      int[] counts = new int[8];
      for (int i = 0; i < 800; i++) {
        double[] mode = modes.get(batch.labels()[i]);
        assertThat(Math.hypot(batch.floats()[2 * i] - mode[0], batch.floats()[2 * i + 1] - mode[1]))
            .isLessThan(6 * 0.02);
        counts[batch.labels()[i]]++;
      }

      assertThat(ring.labels().orElseThrow().count()).isEqualTo(8);
      assertThat(modes.get(2)[1]).as("counter-clockwise").isCloseTo(2, within(1e-12));
      for (int count : counts) {
        assertThat(count).isBetween(60, 145); // 100 ± 4.7 standard deviations
      }
    }
    try (Dataset gaussian = new GaussianReader(0, 1, 1, 0).open()) {
      assertThat(gaussian.labels()).isEmpty();
    }
  }

  @Test
  @DisplayName("put a grid's modes around the origin, row by row from the lower left")
  void grid() {
    List<double[]> modes = new GridReader(5, 2, 0.05, 0).open().density().orElseThrow().modes();

    assertThat(modes).hasSize(25);
    assertThat(modes.get(0)).containsExactly(-4, -4);
    assertThat(modes.get(1)).containsExactly(-2, -4);
    assertThat(modes.get(24)).containsExactly(4, 4);
  }

  @Test
  @DisplayName("have the values of the textbook: a standard normal's density at 0 is 1/√(2π)")
  void textbook() {
    Density normal = new GaussianReader(0, 1, 1, 0).open().density().orElseThrow();
    Density square = new UniformReader(0, 2, 2, 0).open().density().orElseThrow();

    assertThat(normal.at(0)).isCloseTo(0.3989422804, within(1e-10));
    assertThat(normal.at(1.96)).isCloseTo(0.0584409443, within(1e-10));
    assertThat(square.at(1, 1.9)).isEqualTo(0.25);
    assertThat(square.at(1, 2.1)).isZero();
    assertThatThrownBy(() -> normal.at(1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> square.at(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("refuse parameters that cannot be")
  void refusals() {
    assertThatThrownBy(() -> new GaussianReader(0, 0, 1, 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("stddev must be > 0, found 0.0");
    assertThatThrownBy(() -> new GaussianReader(Double.NaN, 1, 1, 0))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new GaussianReader(0, 1, 0, 0))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new UniformReader(1, 1, 1, 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("low must be below high (1.0), found 1.0");
    assertThatThrownBy(() -> new RingReader(0, 1, 1, 0)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new RingReader(8, -1, 1, 0)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new GridReader(101, 1, 1, 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("side must be in [1, 100], found 101");
  }

  @Test
  @DisplayName("refuse a wrong call")
  void wrongCalls() {
    try (Dataset ring = new RingReader(8, 2, 0.02, 0).open();
        Dataset digits = new DigitsReader().open()) {
      assertThatThrownBy(() -> ring.read(new long[2], new Batch(ring.space(), 3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("2 indices for a batch of 3 samples");
      assertThatThrownBy(() -> ring.read(new long[3], new Batch(digits.space(), 3)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> read(ring, -1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> read(digits, 10_000))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("sample 10000 of 10000");
    }
  }

  private static Batch read(Dataset dataset, long... indices) {
    Batch batch = new Batch(dataset.space(), indices.length);
    dataset.read(indices, batch);
    return batch;
  }

  /** Midpoint rule. */
  private static double integral(Density density, List<Range> window, int cells) {
    double sum = 0;
    if (window.size() == 1) {
      double step = (window.get(0).high() - window.get(0).low()) / cells;
      for (int i = 0; i < cells; i++) {
        sum += density.at(window.get(0).low() + (i + 0.5) * step) * step;
      }
      return sum;
    }
    double stepX = (window.get(0).high() - window.get(0).low()) / cells;
    double stepY = (window.get(1).high() - window.get(1).low()) / cells;
    for (int row = 0; row < cells; row++) {
      double y = window.get(1).low() + (row + 0.5) * stepY;
      for (int column = 0; column < cells; column++) {
        sum += density.at(window.get(0).low() + (column + 0.5) * stepX, y) * stepX * stepY;
      }
    }
    return sum;
  }

  private static double mass(Density density, List<Range> window, int tile, int tiles) {
    int cells = window.size() == 1 ? 2000 : 60;
    List<Range> part =
        window.size() == 1
            ? List.of(tile(window.get(0), tile, tiles))
            : List.of(
                tile(window.get(0), tile % tiles, tiles), tile(window.get(1), tile / tiles, tiles));
    return integral(density, part, cells);
  }

  private static Range tile(Range range, int tile, int tiles) {
    double width = (range.high() - range.low()) / tiles;
    return new Range(range.low() + tile * width, range.low() + (tile + 1) * width);
  }
}
