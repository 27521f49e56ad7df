package io.gan4j.core.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.spec.Excerpt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The values of rows in Java: whole numbers as Long, decimal ones as BigDecimal, others as Double,
 * days and times as LocalDate, LocalDateTime (UTC) and LocalTime, truth as Boolean, texts as
 * String; null is NULL.
 */
public final class RowValues {
  private static final String WHOLE = "U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|UHUGEINT";
  private static final double LONG = 9.2e18;

  private final Columns columns;
  private final List<Kind> kinds = new ArrayList<>();
  private final List<DoubleFunction<Object>> values = new ArrayList<>();

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

  /**
   * @throws GanException naming the first column whose values are beyond what their type has: the
   *     columns come from a model's metadata, so from anybody
   */
  public RowValues(Columns columns) {
    this.columns = columns;
    for (Column column : columns.columns()) {
      Kind kind = kind(column);
      kinds.add(kind);
      try {
        values.add(values(column, kind));
      } catch (DateTimeException | NumberFormatException e) {
        throw new GanException(
            "column "
                + Excerpt.quoted(column.name())
                + " is of type "
                + Excerpt.quoted(column.type())
                + ", and has values that are none",
            e);
      }
    }
  }

  private static Kind kind(Column column) {
    String type = column.type().toUpperCase(Locale.ROOT);
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
      default -> column instanceof NumberColumn ? Kind.FLOATING : Kind.TEXT;
    };
  }

  private static DoubleFunction<Object> values(Column column, Kind kind) {
    if (column instanceof CategoryColumn category) {
      List<Object> all = category.values().stream().map(text -> category(text, kind)).toList();
      return value -> all.get((int) value);
    }
    NumberColumn number = (NumberColumn) column;
    DoubleFunction<Object> made = number(kind, number.limits().decimals());
    DoubleStream.of(number.limits().low(), number.limits().high())
        .mapToObj(made)
        .forEach(Objects::requireNonNull);
    return made;
  }

  private static Object category(String text, Kind kind) {
    return switch (kind) {
      case WHOLE -> Long.valueOf(text);
      case FLOATING -> Double.valueOf(text);
      case DECIMAL -> new BigDecimal(text);
      case DATE -> LocalDate.parse(text);
      case TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T'));
      case TIME -> LocalTime.parse(text);
      case TRUTH -> Boolean.valueOf(text);
      case TEXT -> text;
    };
  }

  private static DoubleFunction<Object> number(Kind kind, int decimals) {
    return switch (kind) {
      case WHOLE -> value -> whole(value);
      case DECIMAL ->
          value ->
              BigDecimal.valueOf(value).setScale(Math.max(0, decimals), RoundingMode.HALF_EVEN);
      case DATE -> value -> LocalDate.ofEpochDay(whole(value));
      case TIMESTAMP ->
          value -> {
            long nanos = Math.round((value - Math.floor(value)) * 1e9);
            return LocalDateTime.ofEpochSecond((long) Math.floor(value), 0, ZoneOffset.UTC)
                .plusNanos(nanos);
          };
      case TIME -> value -> LocalTime.ofSecondOfDay(whole(value));
      case TRUTH -> value -> value != 0;
      default -> value -> value;
    };
  }

  private static long whole(double value) {
    if (Math.abs(value) > LONG) {
      throw new NumberFormatException(value + " is no whole number of 64 bits");
    }
    return Math.round(value);
  }

  /** The columns, in their order. */
  public Columns columns() {
    return columns;
  }

  /** What a column's values are. */
  public Kind kind(int column) {
    return kinds.get(column);
  }

  /**
   * The values of a row, one per column.
   *
   * @param rows numbers of rows, one after the other
   * @param row which of them, from 0
   */
  public @Nullable Object[] row(float[] rows, int row) {
    double[] decoded = new double[kinds.size()];
    columns.decode(rows, row, decoded);
    @Nullable Object[] made = new @Nullable Object[decoded.length];
    for (int i = 0; i < decoded.length; i++) {
      made[i] = Double.isNaN(decoded[i]) ? null : values.get(i).apply(decoded[i]);
    }
    return made;
  }
}
