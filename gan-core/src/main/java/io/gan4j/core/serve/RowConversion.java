package io.gan4j.core.serve;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
  static Optional<UnaryOperator<Object>> of(RowColumn column, Class<?> type) {
    if (type == Object.class) {
      return Optional.of(UnaryOperator.identity());
    }
    return Optional.ofNullable(
        switch (column.kind()) {
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
                  : type.isEnum() && column.texts() != null
                      ? constants(column.texts(), type)
                      : null;
        });
  }

  /** What components of a column can be, in words. */
  static String accepted(RowColumn column) {
    return switch (column.kind()) {
      case WHOLE -> of(column, int.class).isPresent() ? "int, long or double" : "long or double";
      case FLOATING -> "double";
      case DECIMAL -> "BigDecimal or double";
      case DATE -> "LocalDate";
      case TIME -> "LocalTime";
      case TIMESTAMP -> "LocalDateTime or Instant";
      case TRUTH -> "boolean";
      case TEXT -> "String, or an enum with a constant for each of its values";
    };
  }

  private static @Nullable UnaryOperator<Object> whole(RowColumn column, Class<?> type) {
    if (type == long.class || type == Long.class) {
      return UnaryOperator.identity();
    }
    if (type == int.class || type == Integer.class) {
      return fits(column) ? value -> ((Long) value).intValue() : null;
    }
    return real(type);
  }

  private static boolean fits(RowColumn column) {
    List<String> texts = column.texts();
    return texts == null
        ? column.limits().low() >= Integer.MIN_VALUE && column.limits().high() <= Integer.MAX_VALUE
        : texts.stream().mapToDouble(Double::parseDouble).allMatch(v -> v == (int) v);
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
  private static @Nullable UnaryOperator<Object> constants(List<String> texts, Class<?> type) {
    Map<String, Object> byName = new HashMap<>();
    Object[] constants = type.getEnumConstants();
    if (constants == null) {
      return null;
    }
    Arrays.stream(constants).forEach(c -> byName.put(plain(((Enum<?>) c).name()), c));
    Map<Object, Object> byText = new HashMap<>();
    for (String text : texts) {
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
