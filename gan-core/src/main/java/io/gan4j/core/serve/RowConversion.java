package io.gan4j.core.serve;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.NumberColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How the values of columns become components of records. */
final class RowConversion {
  private RowConversion() {}

  /** What a component of a type takes of a column's value; empty if it takes none. */
  static Optional<UnaryOperator<Object>> of(Column column, RowValues.Kind kind, Class<?> type) {
    if (type == Object.class) {
      return Optional.of(UnaryOperator.identity());
    }
    return Optional.ofNullable(
        switch (kind) {
          case WHOLE -> whole(column, type);
          case FLOATING -> real(type);
          case DECIMAL -> type == BigDecimal.class ? UnaryOperator.identity() : real(type);
          case DATE -> type == LocalDate.class ? UnaryOperator.identity() : null;
          case TIME -> type == LocalTime.class ? UnaryOperator.identity() : null;
          case TIMESTAMP -> timestamp(type);
          case TRUTH ->
              type == boolean.class || type == Boolean.class ? UnaryOperator.identity() : null;
          case TEXT ->
              type == String.class
                  ? UnaryOperator.identity()
                  : type.isEnum() && column instanceof CategoryColumn category
                      ? constants(category, type)
                      : null;
        });
  }

  /** What components of a column can be, in words. */
  static String accepted(Column column, RowValues.Kind kind) {
    return switch (kind) {
      case WHOLE ->
          of(column, kind, int.class).isPresent() ? "int, long or double" : "long or double";
      case FLOATING -> "double";
      case DECIMAL -> "BigDecimal or double";
      case DATE -> "LocalDate";
      case TIME -> "LocalTime";
      case TIMESTAMP -> "LocalDateTime or Instant";
      case TRUTH -> "boolean";
      case TEXT -> "String, or an enum with a constant for each of its values";
    };
  }

  private static @Nullable UnaryOperator<Object> whole(Column column, Class<?> type) {
    if (type == long.class || type == Long.class) {
      return UnaryOperator.identity();
    }
    if (type == int.class || type == Integer.class) {
      return fits(column) ? value -> ((Long) value).intValue() : null;
    }
    return real(type);
  }

  private static boolean fits(Column column) {
    if (column instanceof NumberColumn number) {
      return number.limits().low() >= Integer.MIN_VALUE
          && number.limits().high() <= Integer.MAX_VALUE;
    }
    return ((CategoryColumn) column)
        .values().stream().mapToLong(Long::parseLong).allMatch(v -> v == (int) v);
  }

  private static @Nullable UnaryOperator<Object> real(Class<?> type) {
    if (type == double.class || type == Double.class) {
      return value -> ((Number) value).doubleValue();
    }
    return type == float.class || type == Float.class
        ? value -> ((Number) value).floatValue()
        : null;
  }

  private static @Nullable UnaryOperator<Object> timestamp(Class<?> type) {
    if (type == Instant.class) {
      return value -> ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
    }
    return type == LocalDateTime.class ? UnaryOperator.identity() : null;
  }

  /** Null if a category has no constant. */
  private static @Nullable UnaryOperator<Object> constants(CategoryColumn column, Class<?> type) {
    Map<String, Object> byName = new HashMap<>();
    Object[] constants = type.getEnumConstants();
    if (constants == null) {
      return null;
    }
    Arrays.stream(constants).forEach(c -> byName.put(plain(((Enum<?>) c).name()), c));
    Map<Object, Object> byText = new HashMap<>();
    for (String text : column.values()) {
      Object constant = byName.get(plain(text));
      if (constant == null) {
        return null;
      }
      byText.put(text, constant);
    }
    return text -> Objects.requireNonNull(byText.get(text));
  }

  private static String plain(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }
}
