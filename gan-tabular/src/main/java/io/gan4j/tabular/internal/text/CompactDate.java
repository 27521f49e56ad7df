package io.gan4j.tabular.internal.text;

import io.gan4j.tabular.internal.sql.SqlType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days in eight digits, {@code 20200218}. They are numbers as well, so they are days only where
 * that is said.
 */
record CompactDate() implements Spelling {
  private static final String PATTERN = "yyyyMMdd";

  /** What such days of the last and of this century look like. */
  private static final Pattern LIKELY =
      Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");

  static Optional<CompactDate> of(String pattern) {
    return pattern.equals(PATTERN) ? Optional.of(new CompactDate()) : Optional.empty();
  }

  /** Whether a whole number may be such a day. */
  static boolean isLikely(String number) {
    return LIKELY.matcher(number).matches();
  }

  @Override
  public String pattern() {
    return PATTERN;
  }

  @Override
  public SqlType type() {
    return SqlType.DATE;
  }

  @Override
  public @Nullable LocalDate value(String text) {
    try {
      return LocalDate.parse(text.strip(), DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Override
  public String text(double value) {
    return LocalDate.ofEpochDay(Math.round(value)).format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  @Override
  public boolean usual() {
    return false;
  }
}
