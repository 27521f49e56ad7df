package io.gan4j.testkit;

import org.jspecify.annotations.Nullable;

/** A promise that is not kept: what was computed, what it should be, and what it is. */
public final class ContractViolation extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String formula;
  private final String expected;
  private final String found;
  private final @Nullable String cure;

  ContractViolation(String formula, String expected, String found) {
    this(formula, expected, found, null);
  }

  ContractViolation(String formula, String expected, String found, @Nullable String cure) {
    super(
        formula
            + ": expected "
            + expected
            + ", found "
            + found
            + (cure == null ? "" : "; " + cure));
    this.formula = formula;
    this.expected = expected;
    this.found = found;
    this.cure = cure;
  }

  /** What was computed. */
  public String formula() {
    return formula;
  }

  /** What it should be. */
  public String expected() {
    return expected;
  }

  /** What it is. */
  public String found() {
    return found;
  }

  /** What usually mends it; null where nothing usually does. */
  public @Nullable String cure() {
    return cure;
  }
}
