package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.spec.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value has to be for a generator to be exported.
 *
 * @param value its name
 * @param atLeast whether it has to be so large at least, rather than at most
 * @param limit how large
 */
record ExportGate(String value, boolean atLeast, double limit) {
  private static final Pattern FORM =
      Pattern.compile("\\s*([\\p{L}\\p{N}-]+)\\s*(>=|<=)\\s*(-?[0-9.]+(?:[eE]-?[0-9]+)?)\\s*");

  /** As the command line has it: {@code quality>=0.9}. */
  static ExportGate of(String text) {
    Matcher parts = FORM.matcher(text);
    if (parts.matches()) {
      try {
        return new ExportGate(
            parts.group(1), parts.group(2).equals(">="), Double.parseDouble(parts.group(3)));
      } catch (NumberFormatException e) {
        throw refusal(text);
      }
    }
    throw refusal(text);
  }

  private static UsageException refusal(String text) {
    return new UsageException(
        "--require must be a value of the run's metrics, >= or <=, and a number, as in"
            + " quality>=0.9; found "
            + text);
  }

  /**
   * Looks at what was measured.
   *
   * @throws GanException if it is not as it has to be
   */
  void check(List<MetricResult> results) {
    List<MetricValue> values = results.stream().flatMap(r -> r.values().stream()).toList();
    List<String> names = values.stream().map(MetricValue::name).toList();
    double found =
        values.stream()
            .filter(known -> known.name().equals(value))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "--require: the run's metrics have no value '"
                            + value
                            + "'"
                            + Suggestions.ending(Suggestions.near(value, names), names)))
            .value();
    if (atLeast ? !(found >= limit) : !(found <= limit)) {
      throw new GanException(
          String.format(
              Locale.ROOT,
              "not exported: %s is %.4g, and --require wants %s %s",
              value,
              found,
              atLeast ? "at least" : "at most",
              limit));
    }
  }
}
