package io.gan4j.tabular.internal.sql;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type whose values can be learnt and written. The set is closed: what reaches SQL is the name
 * that one of these has, never the text that it was read from.
 */
public final class SqlType {
  /** The type of texts. */
  public static final SqlType VARCHAR = new SqlType("VARCHAR", Meaning.CATEGORY, 0, 0);

  /** Digits that a decimal number has at most in DuckDB. */
  private static final int MOST_DIGITS = 38;

  /** Two digits each, so that no number is too long to be one. */
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d{1,2}),(\\d{1,2})\\)");

  /** Below 2⁶³, for a double is no closer to it. */
  private static final double LONG = 9.2e18;

  /** 0001-01-01 and 9999-12-31, in days since 1970. */
  private static final double FIRST_DAY = -719_162;

  private static final double LAST_DAY = 2_932_896;
  private static final double DAY = 86_400;

  private static final Map<String, SqlType> BY_NAME = new TreeMap<>();

  static {
    add("TINYINT", Meaning.WHOLE, -128, 127);
    add("UTINYINT", Meaning.WHOLE, 0, 255);
    add("SMALLINT", Meaning.WHOLE, -32_768, 32_767);
    add("USMALLINT", Meaning.WHOLE, 0, 65_535);
    add("INTEGER", Meaning.WHOLE, Integer.MIN_VALUE, Integer.MAX_VALUE);
    add("UINTEGER", Meaning.WHOLE, 0, 4_294_967_295.0);
    add("BIGINT", Meaning.WHOLE, -LONG, LONG);
    add("UBIGINT", Meaning.WHOLE, 0, LONG);
    add("HUGEINT", Meaning.WHOLE, -LONG, LONG);
    add("UHUGEINT", Meaning.WHOLE, 0, LONG);
    add("FLOAT", Meaning.FLOATING, -Float.MAX_VALUE, Float.MAX_VALUE);
    add("DOUBLE", Meaning.FLOATING, -Double.MAX_VALUE, Double.MAX_VALUE);
    add("DATE", Meaning.DATE, FIRST_DAY, LAST_DAY);
    add("TIME", Meaning.TIME, 0, DAY - 1);
    add("BOOLEAN", Meaning.CATEGORY, 0, 0);
    add("UUID", Meaning.CATEGORY, 0, 0);
    BY_NAME.put(VARCHAR.name, VARCHAR);
    // All written in UTC without a zone: with one they need an extension.
    add("TIMESTAMP", Meaning.TIMESTAMP, FIRST_DAY * DAY, (LAST_DAY + 1) * DAY - 1);
    SqlType timestamp = BY_NAME.get("TIMESTAMP");
    BY_NAME.put("TIMESTAMP_S", timestamp);
    BY_NAME.put("TIMESTAMP_MS", timestamp);
    BY_NAME.put("TIMESTAMP_NS", timestamp);
    BY_NAME.put("TIMESTAMP WITH TIME ZONE", timestamp);
  }

  /** True and false. */
  public static final SqlType BOOLEAN = known("BOOLEAN");

  /** Whole numbers of 64 bits. */
  public static final SqlType BIGINT = known("BIGINT");

  /** Whole numbers of 128 bits. */
  public static final SqlType HUGEINT = known("HUGEINT");

  /** Numbers of double precision. */
  public static final SqlType DOUBLE = known("DOUBLE");

  /** Days. */
  public static final SqlType DATE = known("DATE");

  /** Times of a day. */
  public static final SqlType TIME = known("TIME");

  /** Days and times, without a zone. */
  public static final SqlType TIMESTAMP = known("TIMESTAMP");

  private final String name;
  private final Meaning meaning;
  private final double low;
  private final double high;

  /** What values of a type are. */
  public enum Meaning {
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

  private SqlType(String name, Meaning meaning, double low, double high) {
    this.name = name;
    this.meaning = meaning;
    this.low = low;
    this.high = high;
  }

  private static SqlType known(String name) {
    return of(name).orElseThrow();
  }

  private static void add(String name, Meaning meaning, double low, double high) {
    BY_NAME.put(name, new SqlType(name, meaning, low, high));
  }

  /** The type of this name; empty if it cannot be learnt, or is none. */
  public static Optional<SqlType> of(String name) {
    Matcher decimal = DECIMAL.matcher(name);
    return decimal.matches()
        ? decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)))
        : Optional.ofNullable(BY_NAME.get(name));
  }

  private static Optional<SqlType> decimal(int digits, int decimals) {
    if (digits < 1 || digits > MOST_DIGITS || decimals > digits) {
      return Optional.empty();
    }
    double most = Math.pow(10, digits - (double) decimals) - Math.pow(10, -decimals);
    return Optional.of(
        new SqlType("DECIMAL(" + digits + "," + decimals + ")", Meaning.DECIMAL, -most, most));
  }

  /** The type of a table's column, as DuckDB calls it; empty if it cannot be learnt. */
  public static Optional<SqlType> ofSource(String name) {
    return name.startsWith("ENUM(") ? Optional.of(VARCHAR) : of(name);
  }

  /** What {@link #of} takes, for a message. */
  public static String accepted() {
    return String.join(", ", BY_NAME.keySet()) + ", DECIMAL(1,0) to DECIMAL(38,38)";
  }

  /** As SQL writes it. */
  public String name() {
    return name;
  }

  /** What its values are. */
  public Meaning meaning() {
    return meaning;
  }

  /** Decimals of a {@link Meaning#DECIMAL decimal} number. */
  int decimals() {
    Matcher decimal = DECIMAL.matcher(name);
    if (!decimal.matches()) {
      throw new IllegalStateException(name + " has no fixed decimals");
    }
    return Integer.parseInt(decimal.group(2));
  }

  /** The smallest value of the type. */
  public double low() {
    return low;
  }

  /** The largest. */
  public double high() {
    return high;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SqlType type && type.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
