package io.gan4j.core.evaluate;

import io.gan4j.api.internal.Quantities;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Spread;
import io.gan4j.api.metric.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as lines of text, each value with its interval, each metric with its protocol. */
public final class ResultsTable {
  private ResultsTable() {}

  /** The lines, without line breaks. */
  public static List<String> lines(List<MetricResult> results) {
    int width =
        results.stream()
            .flatMap(result -> result.values().stream())
            .mapToInt(value -> value.name().length())
            .max()
            .orElse(0);
    List<String> lines = new ArrayList<>();
    for (MetricResult result : results) {
      for (MetricValue value : result.values()) {
        lines.add(
            String.format(
                    Locale.ROOT,
                    "%-" + width + "s  %12s%s",
                    value.name(),
                    number(value),
                    interval(value))
                .stripTrailing());
      }
      lines.add("    " + protocol(result));
    }
    return lines;
  }

  /** The value with as many digits as it may be looked at with. */
  public static String number(MetricValue value) {
    double v = value.value();
    if (!Double.isFinite(v)) {
      return v < 0 ? "-∞" : "∞";
    }
    double size = Math.abs(v);
    if (size >= 2 && size < 1e9 && v == Math.rint(v)) {
      return String.format(Locale.ROOT, "%d", (long) v); // a count
    }
    if (size != 0 && size < 1e-3) {
      return String.format(Locale.ROOT, "%.3e", v);
    }
    int decimals = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 10 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", v);
  }

  /** The 95 % interval and where it comes from; empty if nothing is known. */
  public static String interval(MetricValue value) {
    Spread spread = value.spread();
    return spread == null
        ? ""
        : String.format(
            Locale.ROOT,
            "  ± %.2g (95 %%, %d %s)",
            spread.halfWidth(),
            spread.over(),
            spread.method());
  }

  /** The protocol in one line. */
  public static String protocol(MetricResult result) {
    return result.protocol().metric() + " · " + conditions(result);
  }

  /** The protocol but for the metric, which several metrics may share, in one line. */
  public static String conditions(MetricResult result) {
    Protocol protocol = result.protocol();
    List<String> parts = new ArrayList<>();
    parts.add(Quantities.count(protocol.generated()) + " generated");
    if (protocol.real() > 0) {
      parts.add(Quantities.count(protocol.real()) + " real");
    }
    if (!protocol.data().isEmpty()) {
      parts.add(protocol.data() + " (" + first(protocol.dataHash()) + ")");
    }
    if (!protocol.beside().isEmpty()) {
      parts.add(protocol.beside());
    }
    if (!protocol.features().isEmpty()) {
      parts.add(
          "features "
              + protocol.features()
              + (protocol.featuresHash().isEmpty()
                  ? ""
                  : " (" + first(protocol.featuresHash()) + ")"));
    }
    if (!protocol.resizing().isEmpty()) {
      parts.add(protocol.resizing());
    }
    parts.add("seed " + result.seed() + (result.runs() > 1 ? ", " + result.runs() + " runs" : ""));
    return String.join(" · ", parts);
  }

  /** As much of a hash as people compare. */
  static String first(String hash) {
    return hash.substring(0, Math.min(8, hash.length()));
  }
}
