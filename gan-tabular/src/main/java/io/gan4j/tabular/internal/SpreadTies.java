package io.gan4j.tabular.internal;

import io.gan4j.api.data.Column;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.Scale.Quantiles;
import io.gan4j.api.random.RandomKey;
import java.util.List;

/**
 * Gives each row that shares a number with others a place of its own among the points that lead
 * back to the number: a pure function of the column's name, the epoch and the row. Seen so, a
 * column of many equal numbers is normally distributed too, and a network need not learn to hit a
 * point.
 */
final class SpreadTies {
  private final List<RandomKey> keys;

  SpreadTies(List<Column> columns) {
    RandomKey ties = new RandomKey(0).split("ties");
    this.keys = columns.stream().map(column -> ties.split(column.name())).toList();
  }

  /**
   * Puts a number that was encoded at its place.
   *
   * @param column which one
   * @param value what was encoded
   * @param row of the networks, in which the column's number is at {@code at}
   */
  void spread(
      int column, NumberColumn number, double value, long epoch, long index, float[] row, int at) {
    boolean there = !Double.isNaN(value) && (number.flags() == 0 || row[at + 1] == 1);
    if (!there || !(number.scale() instanceof Quantiles scale)) {
      return;
    }
    double low = scale.lowest(value);
    double high = scale.highest(value);
    if (low < high) {
      double share = keys.get(column).split(epoch).uniform(index);
      row[at] = (float) Normal.between(low, high, share);
    }
  }
}
