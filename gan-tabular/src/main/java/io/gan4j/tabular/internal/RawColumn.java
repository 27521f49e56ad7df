package io.gan4j.tabular.internal;

import io.gan4j.tabular.internal.sql.SqlType;
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
 */
record RawColumn(
    String name, SqlType type, boolean nulls, @Nullable List<String> categories, int decimals) {

  /** Numbers with more decimals are not rounded. */
  static final int MOST_DECIMALS = 6;

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
