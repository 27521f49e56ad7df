package io.gan4j.api.data;

import io.gan4j.api.spec.Check;
import java.util.Set;

/**
 * A range of values, ends included; infinite ends mean unbounded.
 *
 * @param low the lower end
 * @param high the upper end, above low
 */
public record Range(double low, double high) {
  /** [0, 1]: pixels behind a sigmoid. */
  public static final Range UNIT = new Range(0, 1);

  /** [-1, 1]: pixels behind a tanh. */
  public static final Range SYMMETRIC = new Range(-1, 1);

  /** Everything. */
  public static final Range UNBOUNDED =
      new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  public Range {
    Check.relation(low < high, "low", Set.of("high"), "must be below high (" + high + ")", low);
  }

  /** Whether both ends are finite. */
  public boolean bounded() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** Whether every value of the other range lies in this one. */
  public boolean contains(Range other) {
    return low <= other.low && high >= other.high;
  }

  @Override
  public String toString() {
    return this.equals(UNBOUNDED) ? "unbounded" : "[" + number(low) + ", " + number(high) + "]";
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value < 0 ? "-∞" : "∞";
    }
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
