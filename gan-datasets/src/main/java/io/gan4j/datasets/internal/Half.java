package io.gan4j.datasets.internal;

/** Numbers of 16 bits, IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
public final class Half {
  private Half() {}

  /** The number of these bits, which a float holds exactly. */
  public static float toFloat(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb((float) (fraction + 0x400), exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
