package io.gan4j.tabular;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.tabular.options.Limits;
import io.gan4j.tabular.options.Nulls;
import io.gan4j.tabular.options.Numbers;
import io.gan4j.tabular.options.Separator;
import io.gan4j.tabular.options.Ties;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Numbers that many rows share")
class SpikesTest {
  /** 60 % zeros, 15 % fifties, the others all different; one row in ten is NULL in {@code m}. */
  private static final int ROWS = 2000;

  @TempDir private Path folder;

  private static double value(int row) {
    return row % 20 < 12 ? 0 : row % 20 < 15 ? 50 : 100 + row;
  }

  private Path file() {
    StringBuilder text = new StringBuilder("x,m\n");
    for (int row = 0; row < ROWS; row++) {
      text.append((long) value(row)).append(',');
      text.append(row % 10 == 0 ? "" : Long.toString(row % 3 == 0 ? 7 : row)).append('\n');
    }
    return Tables.write(folder.resolve("spikes.csv"), text.toString());
  }

  private Dataset open(Ties ties, double spikes) {
    TableReader all = TableReader.of(file());
    return new TableReader(
            all.path(),
            null,
            Map.of(),
            List.of(),
            List.of(),
            10,
            100,
            Numbers.QUANTILES,
            Nulls.LEARN,
            true,
            Separator.COMMA,
            List.of(""),
            Limits.STANDARD,
            Map.of(),
            null,
            ties,
            spikes,
            List.of(),
            Map.of(),
            List.of(),
            0,
            Map.of())
        .open();
  }

  private static float[] rows(Dataset dataset, long epoch) {
    Batch batch = new Batch(dataset.space(), ROWS);
    long[] epochs = new long[ROWS];
    Arrays.fill(epochs, epoch);
    dataset.read(LongStream.range(0, ROWS).toArray(), epochs, batch);
    return batch.floats();
  }

  private static Columns columns(Dataset dataset) {
    return requireNonNull(dataset.space().columns());
  }

  private static double[] decoded(Dataset dataset, float[] rows, int column) {
    double[] into = new double[2];
    return IntStream.range(0, ROWS)
        .mapToDouble(
            row -> {
              columns(dataset).decode(rows, row, into);
              return into[column];
            })
        .toArray();
  }

  @Test
  @DisplayName("are categories beside the others, most frequent first, and come back")
  void spikes() {
    try (Dataset dataset = open(Ties.MIDDLE, 0.1)) {
      NumberColumn x = (NumberColumn) columns(dataset).columns().get(0);
      NumberColumn m = (NumberColumn) columns(dataset).columns().get(1);
      assertThat(x.spikes()).containsExactly(0.0, 50.0);
      assertThat(x.width()).isEqualTo(4);
      assertThat(m.spikes()).containsExactly(7.0);
      assertThat(m.width()).isEqualTo(4);
      float[] rows = rows(dataset, 0);
      // rows 0, 12 and 15: a zero, a fifty and another number; the latter two not NULL
      assertThat(Arrays.copyOfRange(rows, 0, 8)).containsExactly(0, 0, 1, 0, 0, 0, 0, 1);
      assertThat(Arrays.copyOfRange(rows, 12 * 8, 13 * 8)).containsExactly(0, 0, 0, 1, 0, 0, 1, 0);
      assertThat(Arrays.copyOfRange(rows, 15 * 8 + 1, 15 * 8 + 4)).containsExactly(1, 0, 0);
      assertThat(decoded(dataset, rows, 0))
          .containsExactly(IntStream.range(0, ROWS).mapToDouble(SpikesTest::value).toArray());
      // What is scaled are the other numbers alone: their mean is seen as 0.
      double sum = 0;
      for (int row = 0; row < ROWS; row++) {
        sum += rows[row * 8];
      }
      assertThat(sum / ROWS).isEqualTo(0, within(0.01));
    }
  }

  @Test
  @DisplayName("can be spread: normally distributed, elsewhere in each epoch, and come back")
  void spread() {
    try (Dataset middle = open(Ties.MIDDLE, 0);
        Dataset spread = open(Ties.SPREAD, 0)) {
      assertThat(spread.space()).isEqualTo(middle.space());
      assertThat(spread.contentHash()).isNotEqualTo(middle.contentHash());
      float[] first = rows(spread, 0);
      float[] second = rows(spread, 1);
      assertThat(rows(spread, 0)).isEqualTo(first);
      assertThat(decoded(spread, first, 0)).isEqualTo(decoded(middle, rows(middle, 0), 0));
      assertThat(decoded(spread, second, 0)).isEqualTo(decoded(spread, first, 0));
      assertThat(decoded(spread, second, 1)).isEqualTo(decoded(spread, first, 1));
      double[] seen =
          IntStream.range(0, ROWS).mapToDouble(row -> first[row * 4]).sorted().toArray();
      assertThat(Arrays.stream(seen).distinct().count()).isGreaterThan(ROWS * 9 / 10);
      assertThat(Arrays.stream(seen).map(v -> v * v).average().orElseThrow())
          .isEqualTo(1, within(0.05));
      // Quartiles of the normal distribution, within four deviations of a quantile of 2,000.
      assertThat(seen[ROWS / 4]).isEqualTo(-0.6745, within(0.12));
      assertThat(seen[ROWS / 2]).isEqualTo(0, within(0.12));
      assertThat(IntStream.range(0, ROWS).filter(i -> first[i * 4] != second[i * 4]).count())
          .isGreaterThan(ROWS / 2);
    }
  }

  @Test
  @DisplayName("are all of a column, if they leave one other number")
  void all() {
    Path two = Tables.write(folder.resolve("two.csv"), "x,y\n" + "0.5,1\n".repeat(9) + "2.5,3\n");
    TableReader all = TableReader.of(two);
    TableReader reader =
        new TableReader(
            two,
            null,
            Map.of(),
            List.of("x"),
            List.of(),
            0,
            100,
            Numbers.QUANTILES,
            Nulls.LEARN,
            false,
            all.separator(),
            List.of(""),
            Limits.STANDARD,
            Map.of(),
            null,
            Ties.SPREAD,
            0.5,
            List.of(),
            Map.of(),
            List.of(),
            0,
            Map.of());
    try (Dataset dataset = reader.open()) {
      assertThat(((NumberColumn) columns(dataset).columns().get(0)).spikes())
          .containsExactly(0.5, 2.5);
    }
  }
}
