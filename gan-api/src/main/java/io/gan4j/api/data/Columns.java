package io.gan4j.api.data;

import io.gan4j.api.config.Check;
import java.util.List;

/**
 * What the numbers of a row mean: a table's columns, one after the other.
 *
 * @param columns the columns, first to last
 */
public record Columns(List<Column> columns) {

  public Columns {
    columns = List.copyOf(Check.notEmpty("columns", columns));
  }

  /** Numbers in a row. */
  public int width() {
    return columns.stream().mapToInt(Column::width).sum();
  }

  /**
   * The values of a row, one per column.
   *
   * @param rows numbers of rows, one after the other
   * @param row which of them, from 0
   * @param into one value per column; NaN is NULL
   */
  public void decode(float[] rows, int row, double[] into) {
    int at = row * width();
    for (int i = 0; i < columns.size(); i++) {
      into[i] = columns.get(i).decode(rows, at);
      at += columns.get(i).width();
    }
  }
}
