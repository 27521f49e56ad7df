package io.gan4j.tabular.internal.sql;

/**
 * A column that is computed of a row.
 *
 * @param decimals that numbers are rounded to; negative: not at all
 */
public record ComputedColumn(String name, SqlType type, RowExpression expression, int decimals) {

  /** How far rounding can take it, a little more, so that it does not matter how halves are. */
  double rounding() {
    return decimals < 0 ? 0 : 0.500001 * Math.pow(10, -decimals);
  }
}
