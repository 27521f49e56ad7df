package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.RowFilter;
import io.gan4j.api.data.RowWriter;
import io.gan4j.api.data.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rows that are drawn until enough hold")
class RowSamplingTest {
  private static final Columns NUMBERS =
      new Columns(
          List.of(
              new NumberColumn(
                  "x", "DOUBLE", false, new Scale.Standard(0, 1), new Limits(0, 1e9, 0))));

  private final List<Float> written = new ArrayList<>();

  private final RowWriter writer =
      new RowWriter() {
        @Override
        public void write(float[] rows) {
          for (float row : rows) {
            written.add(row);
          }
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
      };

  /** Row i is the number i. */
  private static float[] block(int first, int count) {
    float[] rows = new float[count];
    IntStream.range(0, count).forEach(i -> rows[i] = first + i);
    return rows;
  }

  /** Holds every so many rows. */
  private static RowFilter every(int period) {
    return new RowFilter() {
      @Override
      public boolean[] holds(float[] rows) {
        boolean[] holds = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
          holds[i] = period > 0 && rows[i] % period == 0;
        }
        return holds;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  @DisplayName("are the first of all rows, counted up to the last one")
  void first() {
    RowSampling sampling = new RowSampling(NUMBERS, every(1000));
    sampling.write(writer, 11, RowSamplingTest::block);
    assertThat(written)
        .containsExactlyElementsOf(IntStream.range(0, 11).mapToObj(i -> i * 1000f).toList());
    assertThat(sampling.told(11))
        .isEqualTo(", of 10,001 that were drawn: 99.9 % did not hold what they have to");
  }

  @Test
  @DisplayName("are as many as are asked for, and told of no more, if all hold")
  void all() {
    RowSampling sampling = new RowSampling(NUMBERS, null);
    sampling.write(writer, 5000, RowSamplingTest::block);
    assertThat(written).hasSize(5000);
    assertThat(sampling.told(5000)).isEmpty();
  }

  @Test
  @DisplayName("end where a million in a row are in vain")
  void vain() {
    assertThatThrownBy(
            () -> new RowSampling(NUMBERS, every(0)).write(writer, 1, RowSamplingTest::block))
        .isInstanceOf(GanException.class)
        .hasMessage(
            "of 1,024,000 rows that were drawn 0 hold what they have to, and none of the last"
                + " 1,024,000: this generator makes hardly any such rows, ask for fewer or for"
                + " others");
  }
}
