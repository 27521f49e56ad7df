package io.gan4j.report.picture;

import static io.gan4j.report.picture.Pixels.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.Scale;
import io.gan4j.api.metric.Rows;
import io.gan4j.components.metric.Marginal;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The figure of a table's columns")
class MarginalsFigureTest {
  /** Left, top, width and height of the first two panels. */
  private static final int[][] PANELS = {{20, 94, 250, 130}, {300, 94, 250, 130}};

  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new NumberColumn(
                  "x", "DOUBLE", false, new Scale.Standard(0, 1), new Limits(-100, 100, -1)),
              new CategoryColumn("k", "VARCHAR", false, List.of("a", "b"))));

  /** Rows with x from 0 to 9, and so many of the first category. */
  private static Rows rows(double offset, int first) {
    double[] values = new double[300];
    for (int i = 0; i < 100; i++) {
      values[3 * i] = offset + i % 10;
      values[3 * i + (i < first ? 1 : 2)] = 1;
    }
    return Rows.of(values, 3);
  }

  private static BufferedImage figure(Rows generated) {
    return new MarginalsFigure(Marginal.of(COLUMNS, rows(0, 50), generated)).render("title", "");
  }

  @Test
  @DisplayName("has a line over the filled histogram, and bars side by side as high as the shares")
  void marks() {
    BufferedImage picture = figure(rows(0, 90));
    assertThat(count(picture, PANELS[0][0], PANELS[0][1], 250, 130, Style.VERMILION))
        .isGreaterThan(500);
    // Two bars of 0.35 of half a panel, 0.9 and 0.1 of a panel whose top is 1.05 · 0.9.
    int a = count(picture, PANELS[1][0], PANELS[1][1], 125, 130, Style.VERMILION);
    int b = count(picture, PANELS[1][0] + 125, PANELS[1][1], 125, 130, Style.VERMILION);
    assertThat((double) a / b).isBetween(8.0, 10.0);
  }

  @Test
  @DisplayName("shows no generated rows where there are none")
  void elsewhere() {
    BufferedImage picture = figure(rows(50, 0));
    int left = count(picture, PANELS[0][0], PANELS[0][1], 250, 120, Style.VERMILION);
    assertThat(left).isZero();
    assertThat(count(picture, PANELS[1][0], PANELS[1][1], 125, 129, Style.VERMILION)).isZero();
  }
}
