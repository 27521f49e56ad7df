package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Columns;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rows for a spreadsheet")
class SpreadsheetTextTest {
  @Test
  @DisplayName("have an apostrophe before what it would calculate, in values and in names")
  void guarded() {
    Columns columns =
        new Columns(
            List.of(
                new CategoryColumn(
                    "=name",
                    "VARCHAR",
                    true,
                    List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "a=b", "", "'=")),
                new CategoryColumn("plain", "INTEGER", false, List.of("-1", "+2"))));
    assertThat(SpreadsheetText.of(columns).columns())
        .containsExactly(
            new CategoryColumn(
                "'=name",
                "VARCHAR",
                true,
                List.of("'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", "a=b", "", "'=")),
            columns.columns().get(1));
  }
}
