package io.gan4j.api.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gan4j.api.spec.Check;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of numbers, dates (days since 1970) or times (seconds since 1970): one number of a row,
 * and where NULL is learnt, or single values that many rows share, a category beside it that is
 * one-hot: any other number, then each of these values, then NULL. Where it is not any other
 * number, the number is 0.
 *
 * @param name its name
 * @param type its SQL type
 * @param nulls whether NULL is learnt
 * @param scale between the column's unit and what the networks see
 * @param limits what a generated value has to keep to
 * @param format how files of text write it, {@code dd/MM/yyyy} say, in the words of whoever read
 *     it; null: as they do by themselves
 * @param spikes single values that are categories, each once, within the limits
 */
public record NumberColumn(
    String name,
    String type,
    boolean nulls,
    Scale scale,
    Limits limits,
    @Nullable String format,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> spikes)
    implements Column {

  public NumberColumn {
    Check.textGiven("name", name);
    Check.textGiven("type", type);
    Check.given("scale", scale);
    Check.given("limits", limits);
    // What was written before there were spikes has none.
    spikes = spikes == null ? List.of() : Check.listGiven("spikes", spikes);
    Set<Double> different = new HashSet<>();
    for (double spike : spikes) {
      Check.rule(
          spike >= limits.low() && spike <= limits.high(),
          "spikes",
          "must lie within the limits",
          spike);
      Check.rule(different.add(spike), "spikes", "must not have one twice", spike);
    }
  }

  /** A column without spikes. */
  public NumberColumn(
      String name,
      String type,
      boolean nulls,
      Scale scale,
      Limits limits,
      @Nullable String format) {
    this(name, type, nulls, scale, limits, format, List.of());
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

  /** Numbers of the category beside the number; 0 if there is none. */
  public int flags() {
    return nulls || !spikes.isEmpty() ? 1 + spikes.size() + (nulls ? 1 : 0) : 0;
  }

  @Override
  public int width() {
    return 1 + flags();
  }

  @Override
  public void encode(double value, float[] row, int at) {
    int flag = flag(value);
    row[at] = flag > 0 || Double.isNaN(value) ? 0 : (float) scale.encode(value);
    for (int i = 0; i < flags(); i++) {
      row[at + 1 + i] = i == flag ? 1 : 0;
    }
  }

  /** Which of the flags a value has. */
  private int flag(double value) {
    if (Double.isNaN(value)) {
      return nulls ? flags() - 1 : 0;
    }
    return 1 + spikes.indexOf(value + 0.0); // a zero without a sign
  }

  @Override
  public double decode(float[] row, int at) {
    int flag = flags() == 0 ? 0 : Blocks.largest(row, at + 1, flags());
    if (flag == 0) {
      return limits.keep(scale.decode(row[at]));
    }
    return flag <= spikes.size() ? spikes.get(flag - 1) : Double.NaN;
  }
}
