package io.gan4j.report.page;

import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML as text. What comes from a run is escaped where it enters. */
final class Html {
  /** What is no text, or turns it around: names and messages come from anybody. */
  private static final Pattern FOREIGN =
      Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");

  /** Of a metric as in run files. */
  private static final Pattern PARAMETERS = Pattern.compile("\\{type: [^,}]+, (.+)}");

  private Html() {}

  /** Shares as columns of one drawing, each with its number below and its value on hover. */
  static String bars(List<Double> shares) {
    double most = Math.max(1e-9, shares.stream().mapToDouble(Double::doubleValue).max().orElse(0));
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "<svg class=\"bars\" viewBox=\"0 0 %d 46\" role=\"img\" aria-label=\"shares\">",
                20 * shares.size()));
    for (int i = 0; i < shares.size(); i++) {
      double height = 30 * shares.get(i) / most;
      svg.append(
          String.format(
              Locale.ROOT,
              "<g><title>%d: %.4f</title><rect class=\"f0\" x=\"%d\" y=\"%.1f\" width=\"14\""
                  + " height=\"%.1f\"/><text x=\"%d\" y=\"44\""
                  + " text-anchor=\"middle\">%d</text></g>",
              i,
              shares.get(i),
              20 * i + 3,
              32 - height,
              height,
              20 * i + 10,
              i));
    }
    return svg.append("</svg>").toString();
  }

  /** A row of words across a table, on the rows above it; nothing for no words. */
  static String across(int columns, String words) {
    return words.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "<tr><td class=\"protocol\" colspan=\"%d\">%s</td></tr>%n",
            columns,
            escaped(words));
  }

  /** Below the first value of a metric, what its parameters are; nothing if it has none. */
  static String parameters(MetricResult result, MetricValue value) {
    Matcher parameters = PARAMETERS.matcher(result.protocol().metric());
    return value.equals(result.main()) && parameters.matches()
        ? "<div class=\"protocol\">" + escaped(parameters.group(1)) + "</div>"
        : "";
  }

  static String escaped(String text) {
    return FOREIGN
        .matcher(text)
        .replaceAll("?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
