package io.gan4j.tabular.internal.text;

import java.util.Optional;

/**
 * A form that is written in one of several ways. The set is closed: its pattern leads back to it,
 * and what a stranger says is one of these or nothing.
 */
public sealed interface Spelling extends TextForm permits CompactDate, DateForm, NumberForm {

  /** The spelling of this pattern, whoever says it; empty if there is none. */
  static Optional<Spelling> of(String pattern) {
    return NumberForm.of(pattern)
        .<Spelling>map(form -> form)
        .or(() -> CompactDate.of(pattern))
        .or(() -> DateForm.of(pattern));
  }

  /** Its name: {@code dd/MM/yyyy} or {@code 0.00}. */
  String pattern();

  /**
   * The text of a value.
   *
   * @param value the number itself, days since 1970, or seconds since 1970 or of a day
   */
  String text(double value);

  /**
   * The value nearest to another that all of such a column are like: midnight, where all are that.
   * The value itself where the spelling says nothing of it.
   */
  default double nearest(double value) {
    return value;
  }

  /** Whether files of text write it so by themselves. */
  boolean usual();
}
