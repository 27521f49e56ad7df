package io.gan4j.api.data;

/** The ranges that 8-bit pixels are scaled to before a network sees them. */
public enum PixelRange {
  /** [0, 1]. */
  UNIT,
  /** [-1, 1]. */
  SYMMETRIC;

  public Range range() {
    return this == UNIT ? Range.UNIT : Range.SYMMETRIC;
  }
}
