package io.gan4j.testkit;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What contracts check, told with formula, expected and found. */
final class Expect {
  private static final String SEEDED =
      "draw all noise from the NoiseSource that is given (noise() of a context), which keys it by"
          + " seed and draw, and keep what changes in declared state: never from a generator, a"
          + " clock or a field of one's own";

  private Expect() {}

  /** A number within a distance of another. */
  static void close(String formula, double expected, double found, double within) {
    if (!(Math.abs(found - expected) <= within)) {
      throw new ContractViolation(formula, expected + " ± " + within, String.valueOf(found));
    }
  }

  /** Numbers within a distance of others. */
  static void close(String formula, double[] expected, double[] found, double within) {
    equal(formula + ": how many", expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= within)) {
        throw new ContractViolation(
            formula, Arrays.toString(expected) + " ± " + within, Arrays.toString(found));
      }
    }
  }

  /** A number that is neither infinite nor NaN. */
  static void finite(String formula, double found) {
    if (!Double.isFinite(found)) {
      throw new ContractViolation(formula, "a finite number", String.valueOf(found));
    }
  }

  /** A number below a bound. */
  static void below(String formula, double bound, double found) {
    if (!(found < bound)) {
      throw new ContractViolation(formula, "below " + bound, String.valueOf(found));
    }
  }

  /** A number at a bound or below. */
  static void atMost(String formula, double bound, double found) {
    if (!(found <= bound)) {
      throw new ContractViolation(formula, "at most " + bound, String.valueOf(found));
    }
  }

  /** A number between two bounds, or at one. */
  static void between(String formula, double low, double high, double found) {
    if (!(found >= low && found <= high)) {
      throw new ContractViolation(
          formula, "between " + low + " and " + high, String.valueOf(found));
    }
  }

  static void equal(String formula, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      throw new ContractViolation(formula, String.valueOf(expected), String.valueOf(found));
    }
  }

  /** The same again, by whoever has been asked before. */
  static void repeated(String formula, Object once, Object again) {
    if (!Objects.equals(once, again)) {
      throw new ContractViolation(formula, String.valueOf(once), String.valueOf(again), SEEDED);
    }
  }

  /** Anything but null. */
  static void present(String formula, @Nullable Object found) {
    if (found == null) {
      throw new ContractViolation(formula, "something", "null");
    }
  }

  static void different(String formula, Object from, Object found) {
    if (Objects.equals(from, found)) {
      throw new ContractViolation(formula, "anything but " + from, String.valueOf(found));
    }
  }

  static void holds(String formula, String expected, boolean holds, Object found) {
    if (!holds) {
      throw new ContractViolation(formula, expected, String.valueOf(found));
    }
  }

  static void empty(String formula, Collection<?> found) {
    holds(formula, "nothing", found.isEmpty(), found);
  }
}
