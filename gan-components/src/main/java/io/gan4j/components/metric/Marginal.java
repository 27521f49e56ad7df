package io.gan4j.components.metric;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.metric.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of one column of a table, of real rows and of generated ones. NaN is NULL. */
public final class Marginal {
  private final Column column;
  private final double[] real;
  private final double[] generated;

  private Marginal(Column column, double[] real, double[] generated) {
    this.column = column;
    this.real = real;
    this.generated = generated;
  }

  /**
   * The marginals of all columns, in their order.
   *
   * @param real rows as the networks see them
   * @param generated rows as the networks make them
   */
  public static List<Marginal> of(Columns columns, Rows real, Rows generated) {
    double[][] values = decoded(columns, real);
    double[][] others = decoded(columns, generated);
    List<Marginal> marginals = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      marginals.add(new Marginal(columns.columns().get(i), values[i], others[i]));
    }
    return marginals;
  }

  /** The values of each column, row by row. NaN is NULL. */
  static double[][] decoded(Columns columns, Rows rows) {
    double[][] values = new double[columns.columns().size()][rows.count()];
    float[] row = new float[columns.width()];
    double[] decoded = new double[values.length];
    Blocks.forEach(
        rows,
        (block, first) -> {
          for (int i = 0; i < block.numRows; i++) {
            for (int j = 0; j < row.length; j++) {
              row[j] = (float) block.data[i * row.length + j];
            }
            columns.decode(row, 0, decoded);
            for (int j = 0; j < decoded.length; j++) {
              values[j][first + i] = decoded[j];
            }
          }
        });
    return values;
  }

  /** The column. */
  public Column column() {
    return column;
  }

  /** How many real rows there are. */
  public int realRows() {
    return real.length;
  }

  /** How many generated rows there are. */
  public int generatedRows() {
    return generated.length;
  }

  /** The numbers of real rows, ascending, without NULLs. */
  public double[] realNumbers() {
    return sorted(real);
  }

  /** The numbers of generated rows, ascending, without NULLs. */
  public double[] generatedNumbers() {
    return sorted(generated);
  }

  /** The share of each category in real rows, NULL last if it is one. */
  public double[] realShares() {
    return shares(real);
  }

  /** The share of each category in generated rows, NULL last if it is one. */
  public double[] generatedShares() {
    return shares(generated);
  }

  /** Whether the column has categories rather than numbers. */
  public boolean categories() {
    return column instanceof CategoryColumn;
  }

  /**
   * Numbers: the Wasserstein-1 distance of the values that are there, in standard deviations of the
   * real ones; infinite if only one side has any. Categories: the total variation distance, in [0,
   * 1].
   */
  public double distance() {
    if (categories()) {
      return totalVariation(shares(real), shares(generated));
    }
    double[] there = sorted(real);
    double[] made = sorted(generated);
    if (there.length == 0 || made.length == 0) {
      return there.length == made.length ? 0 : Double.POSITIVE_INFINITY;
    }
    double deviation = Statistics.deviation(there);
    return Wasserstein1d.distance(there, made) / (deviation == 0 ? 1 : deviation);
  }

  /** How far the shares of NULL are apart, in [0, 1]. */
  public double nullDistance() {
    return Math.abs(nulls(real) - nulls(generated));
  }

  private double[] shares(double[] values) {
    double[] shares = new double[column.width()];
    for (double value : values) {
      shares[Double.isNaN(value) ? shares.length - 1 : (int) value] += 1.0 / values.length;
    }
    return shares;
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  private static double nulls(double[] values) {
    return Arrays.stream(values).filter(Double::isNaN).count() / (double) values.length;
  }

  private static double totalVariation(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / 2;
  }
}
