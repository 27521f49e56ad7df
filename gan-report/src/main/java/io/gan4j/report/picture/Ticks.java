package io.gan4j.report.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round numbers along an axis, labelled with equally many decimals.
 *
 * @param at where they are
 * @param labels what they say
 */
public record Ticks(List<Double> at, List<String> labels) {
  private static final double MILLION = 1e6;

  /** Beyond these, labels are in scientific notation. */
  private static final double LARGEST = 1e12;

  private static final int MOST_DECIMALS = 6;

  /**
   * Multiples of 1, 2 or 5 times a power of ten within an interval, both ends included.
   *
   * @param most how many at most
   */
  public static Ticks within(double low, double high, int most) {
    double power = Math.pow(10, Math.floor(Math.log10((high - low) / most)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = power * factor;
      if (Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1 <= most) {
        break;
      }
    }
    List<Double> at = new ArrayList<>();
    for (double i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      at.add(i * step + 0.0); // a zero without a sign
    }
    List<String> labels = new ArrayList<>();
    for (double value : at) {
      labels.add(label(value, step, Math.max(Math.abs(low), Math.abs(high))));
    }
    return new Ticks(List.copyOf(at), List.copyOf(labels));
  }

  /** Ticks at whole numbers only, for what is counted. */
  static Ticks counting(double high, int most) {
    return within(0, high, (int) Math.max(1, Math.min(most, Math.floor(high) + 1)));
  }

  private static String label(double value, double step, double largest) {
    if (Math.abs(value) < step / 2) {
      return "0";
    }
    if (largest >= LARGEST || decimals(step) > MOST_DECIMALS) {
      return String.format(Locale.ROOT, "%.2g", value).replace('-', '−');
    }
    return largest >= MILLION
        ? fixed(value / MILLION, decimals(step / MILLION)) + "M"
        : fixed(value, decimals(step));
  }

  private static int decimals(double step) {
    return (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  }

  private static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace('-', '−');
  }

  /** A single number in text: {@code 600,000}, {@code 1.25M}. */
  static String number(long value) {
    return value < MILLION
        ? String.format(Locale.ROOT, "%,d", value)
        : BigDecimal.valueOf(value, 6)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString()
            + "M";
  }
}
