package io.gan4j.tabular.internal.text;

import io.gan4j.tabular.internal.sql.SqlType;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Forms that are written in one way. */
enum PlainForm implements TextForm {
  /** Any text, as it is. */
  TEXT,
  /** Exactly {@code true} and {@code false}. */
  FLAG,
  /** Whole numbers of 64 bits. */
  WHOLE,
  /** Whole numbers of more. */
  LARGE;

  /** The texts of flags. */
  static final Set<String> FLAGS = Set.of("true", "false");

  @Override
  public SqlType type() {
    return switch (this) {
      case TEXT -> SqlType.VARCHAR;
      case FLAG -> SqlType.BOOLEAN;
      case WHOLE -> SqlType.BIGINT;
      case LARGE -> SqlType.HUGEINT;
    };
  }

  @Override
  public @Nullable Object value(String text) {
    try {
      return switch (this) {
        case TEXT -> text;
        case FLAG -> FLAGS.contains(text) ? Boolean.valueOf(text) : null;
        case WHOLE -> Long.valueOf(text.strip());
        case LARGE -> new BigInteger(text.strip());
      };
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
