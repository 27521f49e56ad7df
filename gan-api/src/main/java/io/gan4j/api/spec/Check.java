package io.gan4j.api.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks for compact constructors: each names the parameter, the rule and what was found, and
 * returns the value.
 */
public final class Check {
  private Check() {}

  /** Refuses values that are not finite and above 0. */
  public static double positive(String parameter, double value) {
    return that(value > 0 && Double.isFinite(value), parameter, "must be > 0", value);
  }

  /** Refuses values below 1. */
  public static int positive(String parameter, int value) {
    rule(value > 0, parameter, "must be > 0", value);
    return value;
  }

  /** Refuses values below 1. */
  public static long positive(String parameter, long value) {
    rule(value > 0, parameter, "must be > 0", value);
    return value;
  }

  /** Refuses negative values. */
  public static long notNegative(String parameter, long value) {
    rule(value >= 0, parameter, "must be >= 0", value);
    return value;
  }

  /** Refuses values that are not finite or negative. */
  public static double notNegative(String parameter, double value) {
    return that(value >= 0 && Double.isFinite(value), parameter, "must be >= 0", value);
  }

  /** Refuses NaN and infinities. */
  public static double finite(String parameter, double value) {
    return that(Double.isFinite(value), parameter, "must be a finite number", value);
  }

  /** Refuses values outside [low, high). */
  public static double inHalfOpen(String parameter, double value, double low, double high) {
    return that(
        value >= low && value < high, parameter, "must be in [" + low + ", " + high + ")", value);
  }

  /** Refuses values outside [low, high]. */
  public static double inClosed(String parameter, double value, double low, double high) {
    return that(
        value >= low && value <= high, parameter, "must be in [" + low + ", " + high + "]", value);
  }

  /** Refuses what a file does not have, which a reader of JSON passes as null. */
  public static <T> T given(String parameter, @Nullable T value) {
    if (value == null) {
      throw new InvalidValueException(parameter, "is missing");
    }
    return value;
  }

  /** Refuses a list that is missing or has gaps; a copy that nobody changes. */
  public static <T> List<T> listGiven(
      String parameter, @Nullable List<? extends @Nullable T> list) {
    List<T> copy = new ArrayList<>();
    for (T element : given(parameter, list)) {
      copy.add(given(parameter + "[" + copy.size() + "]", element));
    }
    return List.copyOf(copy);
  }

  /** Refuses an absent or empty text. */
  public static String textGiven(String parameter, @Nullable String text) {
    String there = given(parameter, text);
    if (there.isEmpty()) {
      throw new InvalidValueException(parameter, "must not be empty");
    }
    return there;
  }

  /** Refuses an empty collection. */
  public static <C extends Collection<?>> C notEmpty(String parameter, C value) {
    if (value.isEmpty()) {
      throw new InvalidValueException(parameter, "must not be empty");
    }
    return value;
  }

  /** Refuses what breaks {@code rule}: a sentence fragment such as {@code must be < to}. */
  public static void rule(boolean holds, String parameter, String rule, Object found) {
    if (!holds) {
      throw new InvalidValueException(parameter, rule + ", found " + found);
    }
  }

  /**
   * Refuses what breaks a rule between parameters.
   *
   * @param parameter the one that is told to change
   * @param others those that the rule looks at besides: if one of them is wrong for a reason of its
   *     own, this refusal may follow from that
   * @param rule a sentence fragment such as {@code must be below high (1.0)}
   */
  public static void relation(
      boolean holds, String parameter, Set<String> others, String rule, Object found) {
    if (!holds) {
      throw new InvalidValueException(parameter, others, rule + ", found " + found);
    }
  }

  private static double that(boolean holds, String parameter, String rule, double value) {
    rule(holds, parameter, rule, value);
    return value;
  }
}
