package io.gan4j.cli;

import io.gan4j.testkit.Contract;
import io.gan4j.testkit.Contract.Outcome;
import io.gan4j.testkit.ContractViolation;
import io.gan4j.testkit.SkippedCheck;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Prints contracts as they are checked, like a test runner. */
final class VerifyReport {
  private static final String REASON = "          ";

  private final Console console;
  private final PrintStream out;
  private final Set<String> told = new HashSet<>();
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
    } else if (!told.add(cause(reason))) {
      skip(outcome.promise(), "for the same reason");
    } else {
      broken++;
      out.println("  " + console.coloured(PlainOutput.RED, "FAIL") + "  " + outcome.promise());
      explain(reason);
    }
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
      return;
    }
    if (reason instanceof AssertionError && reason.getMessage() != null) {
      String said = reason.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
      out.println(REASON + said.replaceFirst("^\\[([^]]*)] ", "$1: "));
      return;
    }
    reason.toString().lines().filter(line -> !line.isBlank()).forEach(l -> out.println(REASON + l));
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
