package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.GanException;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.Scale;
import io.gan4j.api.metric.Rows;
import io.gan4j.testkit.FakeEvaluation;
import io.gan4j.testkit.FakeSamples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Marginals")
class MarginalsTest {
  /** A number in units of 10 with NULLs, and two categories. */
  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new NumberColumn(
                  "x", "DOUBLE", true, new Scale.Standard(0, 10), new Limits(-1e6, 1e6, -1)),
              new CategoryColumn("k", "VARCHAR", false, List.of("a", "b"))));

  /** Each row: number, there, NULL, a, b. */
  private static Rows rows(double... values) {
    return Rows.of(values, 5);
  }

  @Test
  @DisplayName(
      "are Wasserstein-1 in real standard deviations, shares of NULL apart, and total variation")
  void distances() {
    Rows real = rows(-1, 1, 0, 1, 0, 1, 1, 0, 1, 0, 5, 0, 1, 0, 1, 0, 1, 0, 0, 1);
    Rows generated = rows(0, 1, 0, 1, 0, 2, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1);
    List<Marginal> marginals = Marginal.of(COLUMNS, real, generated);
    // Real -10, 0, 10 (deviation 10), generated 0, 10, 10, 20: quantile by quantile 10 apart.
    assertThat(marginals.get(0).distance()).isCloseTo(1, within(1e-12));
    assertThat(marginals.get(0).nullDistance()).isEqualTo(0.25);
    // a: 2 of 4 against 3 of 4.
    assertThat(marginals.get(1).distance()).isEqualTo(0.25);
    assertThat(marginals.get(1).realShares()).containsExactly(0.5, 0.5);
  }

  @Test
  @DisplayName(
      "come with the correlations' error: 0 for equal rows, seen where columns were shuffled")
  void correlations() {
    double[] together = new double[500];
    double[] apart = new double[500];
    for (int i = 0; i < 100; i++) {
      boolean high = i % 2 == 0;
      double[] row = {high ? 1 : -1, 1, 0, high ? 1 : 0, high ? 0 : 1};
      System.arraycopy(row, 0, together, 5 * i, 5);
      System.arraycopy(row, 0, apart, 5 * i, 5);
      apart[5 * i] = i % 4 < 2 ? 1 : -1;
    }
    assertThat(Correlations.difference(COLUMNS, rows(together), rows(together))).isZero();
    // Of six pairs of different columns two are correlated, by 1 and -1; there and NULL never vary.
    assertThat(Correlations.difference(COLUMNS, rows(together), rows(apart)))
        .isCloseTo(2 / 6.0, within(1e-9));
  }

  @Test
  @DisplayName("are refused for samples that are no rows of a table")
  void refusal() {
    FakeEvaluation evaluation =
        FakeEvaluation.of(
            FakeSamples.of(Tables.waves(4, 3, 1)), FakeSamples.of(Tables.waves(4, 3, 1)));
    assertThatThrownBy(() -> new Marginals().measure(evaluation))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("no");
  }
}
