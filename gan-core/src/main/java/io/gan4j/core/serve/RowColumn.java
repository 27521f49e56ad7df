package io.gan4j.core.serve;

import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of whole rows, learnt or added.
 *
 * @param name its name
 * @param kind what its values are in Java
 * @param type its SQL type
 * @param nulls whether there can be NULL
 * @param texts all values that it can have, as texts; null if they are not known one by one
 * @param limits between which its numbers are
 */
public record RowColumn(
    String name,
    Kind kind,
    String type,
    boolean nulls,
    @Nullable List<String> texts,
    Limits limits) {
  private static final String WHOLE = "U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|UHUGEINT";
  private static final Pattern DECIMALS = Pattern.compile("DECIMAL\\(\\d+,(\\d{1,2})\\)");
  private static final Limits ANY = new Limits(-Double.MAX_VALUE, Double.MAX_VALUE, -1);

  /** What the values of a column are in Java. */
  public enum Kind {
    /** Long. */
    WHOLE,
    /** Double. */
    FLOATING,
    /** BigDecimal. */
    DECIMAL,
    /** LocalDate. */
    DATE,
    /** LocalDateTime. */
    TIMESTAMP,
    /** LocalTime. */
    TIME,
    /** Boolean. */
    TRUTH,
    /** String. */
    TEXT
  }

  static RowColumn of(Column column) {
    return column instanceof CategoryColumn category
        ? new RowColumn(
            column.name(),
            kind(column.type(), Kind.TEXT),
            column.type(),
            column.nulls(),
            category.values(),
            ANY)
        : new RowColumn(
            column.name(),
            kind(column.type(), Kind.FLOATING),
            column.type(),
            column.nulls(),
            null,
            ((NumberColumn) column).limits());
  }

  static RowColumn of(AddedColumn column) {
    Kind kind = kind(column.type(), Kind.TEXT);
    boolean nulls = true;
    List<String> texts = null;
    if (column.source() instanceof AddedColumn.Function function) {
      texts = new ArrayList<>(function.values().values());
      if (function.ofNull() != null) {
        texts.add(function.ofNull());
      }
    } else if (column.source() instanceof AddedColumn.Key) {
      nulls = false;
    }
    return new RowColumn(column.name(), kind, column.type(), nulls, texts, limits(column));
  }

  private static Limits limits(AddedColumn column) {
    Matcher decimals = DECIMALS.matcher(column.type());
    if (decimals.matches()) {
      return new Limits(
          ANY.low(),
          ANY.high(),
          Math.min(Limits.MOST_DECIMALS, Integer.parseInt(decimals.group(1))));
    }
    return switch (column.type()) {
      case "TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER" ->
          new Limits(Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
      default -> ANY;
    };
  }

  private static Kind kind(String sqlType, Kind other) {
    String type = sqlType.toUpperCase(Locale.ROOT);
    if (type.matches(WHOLE)) {
      return Kind.WHOLE;
    }
    if (type.startsWith("DECIMAL")) {
      return Kind.DECIMAL;
    }
    if (type.startsWith("TIMESTAMP")) {
      return Kind.TIMESTAMP;
    }
    return switch (type) {
      case "DATE" -> Kind.DATE;
      case "TIME" -> Kind.TIME;
      case "BOOLEAN" -> Kind.TRUTH;
      case "FLOAT", "DOUBLE" -> Kind.FLOATING;
      default -> other;
    };
  }
}
