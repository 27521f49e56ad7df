package io.gan4j.tabular.internal;

import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.text.Spelling;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column as it is read: numbers in its own unit, or places in a list of categories.
 *
 * @param name its name
 * @param type what its values are
 * @param nulls whether there are NULLs
 * @param categories the different values as text, sorted; null if they are numbers
 * @param decimals that all numbers have at most; negative if more than {@value #MOST_DECIMALS}
 * @param spelling how its values are written; null if as files write them by themselves
 */
record RawColumn(
    String name,
    SqlType type,
    boolean nulls,
    @Nullable List<String> categories,
    int decimals,
    @Nullable Spelling spelling) {

  /** Numbers with more decimals are not rounded. */
  static final int MOST_DECIMALS = 6;

  private static final double NANOS = 1e9;
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

  /** The same with categories as they are written, which are texts then. */
  RawColumn withSpelledCategories() {
    Spelling written = spelling;
    return written == null || categories == null
        ? this
        : new RawColumn(
            name,
            SqlType.VARCHAR,
            nulls,
            categories.stream().map(text -> written.text(number(text))).toList(),
            decimals,
            null);
  }

  /** The number that stands for a value which SQL has written. */
  private double number(String text) {
    return switch (type.meaning()) {
      case DATE -> LocalDate.parse(text).toEpochDay();
      case TIME -> LocalTime.parse(text).toNanoOfDay() / NANOS;
      case TIMESTAMP ->
          Duration.between(EPOCH, LocalDateTime.parse(text.replace(' ', 'T'))).toNanos() / NANOS;
      case WHOLE, FLOATING, DECIMAL -> Double.parseDouble(text);
      case CATEGORY -> throw new IllegalStateException(name + " has no numbers");
    };
  }

  /**
   * What of it goes into the hash of a table's content. It must not change: a run knows its data by
   * that hash.
   */
  String hashed() {
    return String.format(
        Locale.ROOT,
        "RawColumn[name=%s, type=SqlType[name=%s, meaning=%s, low=%s, high=%s], nulls=%s,"
            + " categories=%s, decimals=%d]",
        name,
        type.name(),
        type.meaning(),
        type.low(),
        type.high(),
        nulls,
        categories,
        decimals);
  }
}
