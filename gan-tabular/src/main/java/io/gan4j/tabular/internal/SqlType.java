package io.gan4j.tabular.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type that can be learnt, with what gets its values into numbers and back.
 *
 * @param name as SQL writes it
 * @param meaning what its values are
 * @param low the smallest value of the type
 * @param high the largest
 */
record SqlType(String name, Meaning meaning, double low, double high) {
  /** Below 2⁶³, for a double is no closer to it. */
  private static final double LONG = 9.2e18;

  /** 0001-01-01 and 9999-12-31, in days since 1970. */
  private static final double FIRST_DAY = -719_162;

  private static final double LAST_DAY = 2_932_896;
  private static final double DAY = 86_400;

  private static final Map<String, double[]> WHOLE =
      Map.ofEntries(
          Map.entry("TINYINT", new double[] {-128, 127}),
          Map.entry("UTINYINT", new double[] {0, 255}),
          Map.entry("SMALLINT", new double[] {-32_768, 32_767}),
          Map.entry("USMALLINT", new double[] {0, 65_535}),
          Map.entry("INTEGER", new double[] {Integer.MIN_VALUE, Integer.MAX_VALUE}),
          Map.entry("UINTEGER", new double[] {0, 4_294_967_295.0}),
          Map.entry("BIGINT", new double[] {-LONG, LONG}),
          Map.entry("UBIGINT", new double[] {0, LONG}),
          Map.entry("HUGEINT", new double[] {-LONG, LONG}),
          Map.entry("UHUGEINT", new double[] {0, LONG}));
  private static final Set<String> TIMESTAMPS =
      Set.of(
          "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE");
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");

  /** What values of a type are. */
  enum Meaning {
    /** Whole numbers. */
    WHOLE,
    /** Numbers that may be NaN or infinite. */
    FLOATING,
    /** Numbers with a fixed number of decimals. */
    DECIMAL,
    /** Days. */
    DATE,
    /** Seconds since 1970. */
    TIMESTAMP,
    /** Seconds of a day. */
    TIME,
    /** One of a few values. */
    CATEGORY
  }

  /** The type of this name; empty if it cannot be learnt. */
  static Optional<SqlType> of(String name) {
    double[] whole = WHOLE.get(name);
    if (whole != null) {
      return Optional.of(new SqlType(name, Meaning.WHOLE, whole[0], whole[1]));
    }
    Matcher decimal = DECIMAL.matcher(name);
    if (decimal.matches()) {
      int scale = Integer.parseInt(decimal.group(2));
      double most =
          Math.pow(10, Integer.parseInt(decimal.group(1)) - (double) scale) - Math.pow(10, -scale);
      return Optional.of(new SqlType(name, Meaning.DECIMAL, -most, most));
    }
    if (TIMESTAMPS.contains(name)) {
      // Written in UTC without a zone: with one they need an extension.
      return Optional.of(
          new SqlType("TIMESTAMP", Meaning.TIMESTAMP, FIRST_DAY * DAY, (LAST_DAY + 1) * DAY - 1));
    }
    if (name.startsWith("ENUM(")) {
      return Optional.of(category("VARCHAR"));
    }
    return switch (name) {
      case "FLOAT" ->
          Optional.of(new SqlType(name, Meaning.FLOATING, -Float.MAX_VALUE, Float.MAX_VALUE));
      case "DOUBLE" ->
          Optional.of(new SqlType(name, Meaning.FLOATING, -Double.MAX_VALUE, Double.MAX_VALUE));
      case "DATE" -> Optional.of(new SqlType(name, Meaning.DATE, FIRST_DAY, LAST_DAY));
      case "TIME" -> Optional.of(new SqlType(name, Meaning.TIME, 0, DAY - 1));
      case "VARCHAR", "BOOLEAN", "UUID" -> Optional.of(category(name));
      default -> Optional.empty();
    };
  }

  private static SqlType category(String name) {
    return new SqlType(name, Meaning.CATEGORY, 0, 0);
  }

  /** An expression that makes a double of a column's value; NULL stays NULL. */
  String toNumber(String column) {
    return switch (meaning) {
      case WHOLE, FLOATING, DECIMAL -> "CAST(" + column + " AS DOUBLE)";
      case DATE -> "CAST(date_diff('day', DATE '1970-01-01', " + column + ") AS DOUBLE)";
      case TIMESTAMP, TIME -> "CAST(epoch(" + column + ") AS DOUBLE)";
      case CATEGORY -> throw new IllegalStateException(name + " is no number");
    };
  }

  /** An expression that makes a value of this type of a double, which lies within its limits. */
  String fromNumber(String column) {
    return switch (meaning) {
      case WHOLE, FLOATING, DECIMAL, CATEGORY -> "CAST(" + column + " AS " + name + ")";
      case DATE -> "DATE '1970-01-01' + CAST(" + column + " AS INTEGER)";
      case TIMESTAMP -> "make_timestamp(CAST(round(" + column + " * 1e6) AS BIGINT))";
      case TIME -> "CAST(make_timestamp(CAST(round(" + column + " * 1e6) AS BIGINT)) AS TIME)";
    };
  }
}
