package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.testkit.Aspect;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.Contract.Outcome;
import io.gan4j.testkit.ContractViolation;
import io.gan4j.testkit.SkippedCheck;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Prints contracts as they are checked, like a test runner. */
final class VerifyReport {
  private static final String REASON = "          ";

  private final Console console;
  private final PrintStream out;
  private final Set<String> told = new HashSet<>();
  private final Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
  private int kept;
  private int broken;
  private int unchecked;

  VerifyReport(Console console) {
    this.console = console;
    this.out = console.out();
  }

  /** Checks a contract. What fails for a reason that was told already is not told again. */
  void check(String title, Contract contract) {
    told.clear();
    aspects.clear();
    out.println(title);
    contract.outcomes().forEach(this::show);
    out.println();
  }

  /** Something of which nothing could be checked. */
  void unchecked(String title, String reason) {
    out.println(title);
    skip("nothing is checked", reason);
    out.println();
  }

  private void show(Outcome outcome) {
    Throwable reason = outcome.broken();
    if (reason == null) {
      kept++;
      out.println("  " + console.coloured(PlainOutput.GREEN, "ok") + "    " + outcome.promise());
    } else if (reason instanceof SkippedCheck notChecked) {
      skip(outcome.promise(), notChecked.reason());
    } else if (follows(outcome, reason)) {
      skip(
          outcome.promise(), "it may not hold for the same reason: look again once that is mended");
    } else {
      broken++;
      out.println("  " + console.coloured(PlainOutput.RED, "FAIL") + "  " + outcome.promise());
      explain(reason);
    }
  }

  /**
   * Whether something may not hold because of what was told before: it is the same failure, it is
   * about the same, or there is nothing to be looked at.
   */
  private boolean follows(Outcome outcome, Throwable reason) {
    boolean thrown = !(reason instanceof ContractViolation);
    boolean own = outcome.aspect() == Aspect.OWN;
    boolean same = !own && aspects.contains(outcome.aspect());
    boolean nothing = aspects.contains(Aspect.VALUE) && (thrown || !own);
    boolean known = !told.add(cause(reason));
    aspects.add(thrown ? Aspect.VALUE : outcome.aspect());
    return known || same || nothing;
  }

  private void skip(String what, String reason) {
    unchecked++;
    out.println("  skip  " + what);
    out.println(REASON + reason);
  }

  /** What a failure comes from, by which two are the same. */
  private static String cause(Throwable reason) {
    Throwable root = reason;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.toString();
  }

  private void explain(Throwable reason) {
    if (reason instanceof ContractViolation b) {
      out.println(REASON + "formula   " + b.formula());
      out.println(REASON + "expected  " + b.expected());
      out.println(REASON + "found     " + b.found());
      if (b.cure() != null) {
        out.println(REASON + "cure      " + b.cure());
      }
      return;
    }
    boolean refused = reason instanceof GanException;
    List<String> said =
        (refused ? String.valueOf(reason.getMessage()) : reason.toString())
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    out.println(REASON + (refused ? "refused   " : "throws    ") + String.join(" ", said));
    place(reason).ifPresent(at -> out.println(REASON + "thrown    " + at));
  }

  /** Where something was thrown, for whoever looks for it in what they have written. */
  private static Optional<String> place(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> !frame.getClassName().startsWith("java."))
        .findFirst()
        .map(
            frame ->
                "in "
                    + frame.getClassName()
                    + "."
                    + frame.getMethodName()
                    + ", line "
                    + frame.getLineNumber());
  }

  /** The counts, at the end. */
  void summary() {
    out.printf(
        Locale.ROOT,
        "%d checks: %d ok, %d failed, %d skipped%n",
        kept + broken + unchecked,
        kept,
        broken,
        unchecked);
  }

  /** Whether anything did not hold. */
  boolean failed() {
    return broken > 0;
  }
}
