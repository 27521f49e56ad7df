package io.gan4j.tabular.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.tabular.internal.sql.DuckDb;
import io.gan4j.tabular.internal.sql.Failures;
import io.gan4j.tabular.internal.sql.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a Parquet file as texts. */
public final class ParquetTexts {
  private ParquetTexts() {}

  /**
   * All rows, in their order; NULL is left out of a row.
   *
   * @throws DataException if the file is no Parquet, or is damaged
   */
  public static List<Map<String, String>> of(Path file) {
    try {
      Path real = file.toRealPath();
      try (DuckDb duck = DuckDb.open(null, List.of(real))) {
        return rows(duck, real);
      }
    } catch (IOException | SQLException e) {
      throw new DataException(file + ": " + Failures.inOneLine(e), e);
    } catch (DataException e) {
      throw e;
    } catch (GanException e) { // a column's name that SQL cannot write
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Map<String, String>> rows(DuckDb duck, Path file) throws SQLException {
    duck.execute(Sql.createRowsOfParquet(List.of(file)));
    List<String> columns = new ArrayList<>();
    duck.query(Sql.describeRows(), row -> columns.add(String.valueOf(row.text(0))));
    List<Map<String, String>> rows = new ArrayList<>();
    duck.query(
        Sql.readColumns(Sql.ROWS, columns),
        row -> {
          Map<String, String> values = new LinkedHashMap<>();
          for (int i = 0; i < columns.size(); i++) {
            String value = row.text(i);
            if (value != null) {
              values.put(columns.get(i), value);
            }
          }
          rows.add(values);
        });
    return rows;
  }
}
