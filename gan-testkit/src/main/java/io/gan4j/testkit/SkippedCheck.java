package io.gan4j.testkit;

/** A promise that could not be checked, and why. */
public final class SkippedCheck extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  SkippedCheck(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why it could not be checked. */
  public String reason() {
    return reason;
  }
}
