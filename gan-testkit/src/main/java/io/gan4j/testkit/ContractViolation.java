package io.gan4j.testkit;

/** A promise that is not kept: what was computed, what it should be, and what it is. */
public final class ContractViolation extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String formula;
  private final String expected;
  private final String found;

  ContractViolation(String formula, String expected, String found) {
    super(formula + ": expected " + expected + ", found " + found);
    this.formula = formula;
    this.expected = expected;
    this.found = found;
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
}
