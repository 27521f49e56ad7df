package io.gan4j.core.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.core.serve.RowColumn.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The values of rows in Java: whole numbers as Long, decimal ones as BigDecimal, others as Double,
 * days and times as LocalDate, LocalDateTime (UTC) and LocalTime, truth as Boolean, texts as
 * String; null is NULL.
 */
final class RowValues {
  private static final double LONG = 9.2e18;

  private final Columns columns;
  private final List<RowColumn> whole = new ArrayList<>();

  /** For each column of whole rows its learnt categories as values in Java. */
  private final List<Map<String, Object>> known = new ArrayList<>();

  /**
   * @throws GanException naming the first column whose values are beyond what their type has: the
   *     columns come from a model's metadata, so from anybody
   */
  RowValues(Columns columns) {
    this.columns = columns;
    for (int place : columns.order()) {
      RowColumn column =
          place >= 0
              ? RowColumn.of(columns.columns().get(place))
              : RowColumn.of(columns.added().get(-1 - place));
      whole.add(column);
      try {
        known.add(place >= 0 ? known(columns.columns().get(place), column.kind()) : Map.of());
      } catch (DateTimeException | NumberFormatException e) {
        throw beyond(column, e);
      }
    }
  }

  private static GanException beyond(RowColumn column, Exception cause) {
    return new GanException(
        "column "
            + Excerpt.quoted(column.name())
            + " is of type "
            + Excerpt.quoted(column.type())
            + ", and has values that are none",
        cause);
  }

  private static Map<String, Object> known(Column column, Kind kind) {
    Map<String, Object> known = new HashMap<>();
    if (column instanceof CategoryColumn category) {
      category.values().forEach(text -> known.put(text, category(text, kind)));
    } else {
      Limits limits = ((NumberColumn) column).limits();
      DoubleStream.of(limits.low(), limits.high())
          .mapToObj(number(kind, limits.decimals()))
          .forEach(Objects::requireNonNull);
    }
    return known;
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

  /** The columns of whole rows, in their order. */
  List<RowColumn> columns() {
    return whole;
  }

  /**
   * The rows of columns that are all learnt.
   *
   * @param rows numbers of rows, one after the other
   */
  List<@Nullable Object[]> learnt(float[] rows) {
    List<@Nullable Object[]> all = new ArrayList<>();
    double[] decoded = new double[columns.columns().size()];
    for (int row = 0; row < rows.length / columns.width(); row++) {
      columns.decode(rows, row, decoded);
      @Nullable Object[] values = new @Nullable Object[decoded.length];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            Double.isNaN(decoded[i])
                ? null
                : columns.columns().get(i) instanceof CategoryColumn category
                    ? category.values().get((int) decoded[i])
                    : (Object) decoded[i];
      }
      all.add(of(values));
    }
    return all;
  }

  /**
   * The values of a row in Java.
   *
   * @param values texts, doubles, or null for NULL, one for each column
   * @throws GanException naming a column of which a value is beyond what its type has
   */
  @Nullable Object[] of(@Nullable Object[] values) {
    @Nullable Object[] made = new @Nullable Object[values.length];
    for (int i = 0; i < made.length; i++) {
      RowColumn column = whole.get(i);
      Object value = values[i];
      try {
        if (value instanceof String text) {
          Object learnt = known.get(i).get(text);
          made[i] = learnt == null ? category(text, column.kind()) : learnt;
        } else if (value != null) {
          made[i] = number(column.kind(), column.limits().decimals()).apply((double) value);
        }
      } catch (DateTimeException | NumberFormatException e) {
        throw beyond(column, e);
      }
    }
    return made;
  }
}
