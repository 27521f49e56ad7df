package io.gan4j.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.AddedColumn.Computed;
import io.gan4j.api.data.AddedColumn.Function;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.data.RowWriter;
import io.gan4j.tabular.internal.DuckRowFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Rows for a spreadsheet")
class SpreadsheetTextTest {
  @TempDir private Path folder;

  /** Writes rows in which one category after the other is the case. */
  private String written(RowFormat format, Columns columns, int rows) throws IOException {
    float[] values = new float[rows * columns.width()];
    for (int row = 0; row < rows; row++) {
      int at = row * columns.width();
      for (int column = 0; column < columns.columns().size(); column++) {
        values[at + row] = 1;
        at += columns.columns().get(column).width();
      }
    }
    Path out = folder.resolve("rows.csv");
    try (RowWriter writer = format.open(out, columns, 1)) {
      writer.write(values);
      writer.finish();
    }
    return Files.readString(out);
  }

  @Test
  @DisplayName("have an apostrophe before what it would calculate, in values and in names")
  void guarded() throws IOException {
    Columns columns =
        new Columns(
            List.of(
                new CategoryColumn(
                    "=name",
                    "VARCHAR",
                    false,
                    List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1", "a=b", "'=")),
                new CategoryColumn(
                    "plain", "INTEGER", false, List.of("-1", "2", "3", "4", "5", "6", "7", "8"))));
    assertThat(written(DuckRowFormat.CSV.forSpreadsheets(), columns, 8))
        .isEqualTo(
            "'=name,plain\n'=1+1,-1\n'+1,2\n'-1,3\n'@SUM(A1),4\n'\tx,5\n'＝1+1,6\na=b,7\n'=,8\n");
    assertThat(written(DuckRowFormat.CSV, columns, 3))
        .isEqualTo("=name,plain\n=1+1,-1\n+1,2\n-1,3\n");
    Columns lines =
        new Columns(List.of(new CategoryColumn("a", "VARCHAR", false, List.of("\nx", "\rx"))));
    assertThat(written(DuckRowFormat.CSV.forSpreadsheets(), lines, 2))
        .isEqualTo("a\n\"'\nx\"\n\"'\rx\"\n");
  }

  @Test
  @DisplayName("have it in what is added too, which sees the texts as they are")
  void added() throws IOException {
    Columns columns =
        new Columns(
            List.of(new CategoryColumn("=city", "VARCHAR", false, List.of("=Bern", "-Basel"))),
            List.of(
                new AddedColumn("@key", "VARCHAR", 0, null, new AddedColumn.Key("\\=0", 0, true)),
                new AddedColumn(
                    "code",
                    "VARCHAR",
                    2,
                    null,
                    new Function("=city", Map.of("=Bern", "+41", "-Basel", "x"), null)),
                new AddedColumn("same", "VARCHAR", 3, null, new Computed("'-' || \"=city\"", -1)),
                new AddedColumn(
                    "is",
                    "INTEGER",
                    4,
                    null,
                    new Computed("CASE WHEN \"=city\" = '-Basel' THEN -1 ELSE 1 END", -1))),
            List.of());
    assertThat(written(DuckRowFormat.CSV.forSpreadsheets(), columns, 2))
        .isEqualTo(
            """
            '@key,'=city,code,same,is
            '=0,'=Bern,'+41,'-=Bern,1
            '=1,'-Basel,x,'--Basel,-1
            """);
  }
}
