package io.gan4j.api.data;

import io.gan4j.api.spec.Check;
import org.jspecify.annotations.Nullable;

/**
 * A column of numbers, dates (days since 1970) or times (seconds since 1970): one number of a row,
 * and where NULL is learnt two more that are one-hot, there and NULL. A NULL's number is 0.
 *
 * @param name its name
 * @param type its SQL type
 * @param nulls whether NULL is learnt
 * @param scale between the column's unit and what the networks see
 * @param limits what a generated value has to keep to
 * @param format how files of text write it, {@code dd/MM/yyyy} say, in the words of whoever read
 *     it; null: as they do by themselves
 */
public record NumberColumn(
    String name, String type, boolean nulls, Scale scale, Limits limits, @Nullable String format)
    implements Column {
  private static final int NULL_WIDTH = 2;

  public NumberColumn {
    Check.textGiven("name", name);
    Check.textGiven("type", type);
    Check.given("scale", scale);
    Check.given("limits", limits);
  }

  /** A column that files of text write as they do by themselves. */
  public NumberColumn(String name, String type, boolean nulls, Scale scale, Limits limits) {
    this(name, type, nulls, scale, limits, null);
  }

  /**
   * What a generated value has to keep to.
   *
   * @param low the smallest value
   * @param high the largest
   * @param decimals it is rounded to so many, at most {@value #MOST_DECIMALS}; negative: not at all
   */
  public record Limits(double low, double high, int decimals) {
    /** 10²² is the largest power of ten that a double is. */
    public static final int MOST_DECIMALS = 22;

    public Limits {
      Check.finite("low", low);
      Check.finite("high", high);
      Check.rule(decimals <= MOST_DECIMALS, "decimals", "must be <= " + MOST_DECIMALS, decimals);
      Check.rule(low <= high, "low", "must not be above high (" + high + ")", low);
    }

    double keep(double value) {
      double kept = value;
      if (decimals >= 0) {
        double unit = Math.pow(10, decimals);
        double scaled = value * unit;
        kept = Double.isInfinite(scaled) ? value : Math.rint(scaled) / unit;
      }
      return Math.max(low, Math.min(high, kept)) + 0.0; // a zero without a sign
    }
  }

  @Override
  public int width() {
    return nulls ? 1 + NULL_WIDTH : 1;
  }

  @Override
  public void encode(double value, float[] row, int at) {
    boolean missing = Double.isNaN(value);
    row[at] = missing ? 0 : (float) scale.encode(value);
    if (nulls) {
      row[at + 1] = missing ? 0 : 1;
      row[at + 2] = missing ? 1 : 0;
    }
  }

  @Override
  public double decode(float[] row, int at) {
    return nulls && Blocks.largest(row, at + 1, NULL_WIDTH) == 1
        ? Double.NaN
        : limits.keep(scale.decode(row[at]));
  }
}
