package io.gan4j.core.report;

import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The newest results of several runs in a table, a column per run. A metric whose protocols differ
 * has no best run, and the differences are named.
 */
record Comparison(List<RunFacts> runs) {

  /** What ran, a column per run. */
  String facts() {
    StringBuilder table = new StringBuilder("<div class=\"card scroll\"><table><tr><th></th>");
    heads(table);
    fact(table, "data", run -> run.provenance().getOrDefault("dataset", "–"));
    fact(table, "steps", run -> run.progress().stepsOfPlanned());
    fact(
        table,
        "images seen",
        run -> String.format(Locale.ROOT, "%,d", run.progress().imagesSeen()));
    fact(table, "time in steps", run -> run.progress().time());
    fact(table, "seed", run -> run.provenance().getOrDefault("seed", "–"));
    fact(table, "device", run -> run.provenance().getOrDefault("device", "–"));
    return table.append("</table></div>\n").toString();
  }

  private void heads(StringBuilder table) {
    runs.forEach(run -> table.append("<th class=\"n\">" + Html.escaped(run.folder()) + "</th>"));
    table.append("</tr>\n");
  }

  private void fact(StringBuilder table, String name, Function<RunFacts, String> of) {
    table.append("<tr><td class=\"key\">" + name + "</td>");
    runs.forEach(
        run -> table.append("<td class=\"fact\">" + Html.escaped(of.apply(run)) + "</td>"));
    table.append("</tr>\n");
  }

  /** The table; empty if nothing was measured. */
  String table() {
    Set<String> metrics = new LinkedHashSet<>();
    runs.forEach(run -> newest(run).keySet().forEach(metrics::add));
    if (metrics.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder("<div class=\"card scroll\"><table><tr><th>metric</th>");
    heads(table);
    String conditions = "";
    for (String metric : metrics) {
      List<MetricResult> results = results(metric);
      String own = conditions(results);
      if (!own.equals(conditions)) {
        table.append(Html.across(runs.size() + 1, conditions));
        conditions = own;
      }
      rows(table, metric, results);
    }
    return table
        .append(Html.across(runs.size() + 1, conditions))
        .append("</table></div>\n")
        .toString();
  }

  private static Map<String, MetricResult> newest(RunFacts run) {
    Map<String, MetricResult> newest = new LinkedHashMap<>();
    for (Measured measured : run.measured()) {
      newest.put(measured.result().metric(), measured.result());
    }
    return newest;
  }

  private List<MetricResult> results(String metric) {
    List<MetricResult> results = new ArrayList<>();
    for (RunFacts run : runs) {
      MetricResult result = newest(run).get(metric);
      if (result != null) {
        results.add(result);
      }
    }
    return results;
  }

  /** Under which conditions all were measured, or in what these differ. */
  private static String conditions(List<MetricResult> results) {
    String differences = differences(results);
    return differences.isEmpty()
        ? ResultsTable.conditions(results.get(0))
        : "Not to be compared: measured under different protocols. " + differences;
  }

  private void rows(StringBuilder table, String metric, List<MetricResult> results) {
    String differences = differences(results);
    for (MetricValue first : Shares.without(results.get(0))) {
      table.append(
          "<tr><td>"
              + Html.escaped(first.name())
              + (differences.isEmpty() ? Html.parameters(results.get(0), first) : "")
              + "</td>");
      for (RunFacts run : runs) {
        MetricValue value = value(newest(run).get(metric), first.name());
        boolean best =
            value != null
                && differences.isEmpty()
                && results.size() > 1
                && first.better() != MetricValue.Better.NEITHER
                && results.stream()
                    .map(result -> value(result, first.name()))
                    .noneMatch(other -> other != null && other.betterThan(value));
        table.append(
            "<td class=\"n%s\">%s</td>"
                .formatted(best ? " best" : "", value == null ? "–" : ResultsTable.number(value)));
      }
      table.append("</tr>\n");
    }
    if (results.stream().anyMatch(result -> !Shares.of(result).isEmpty())) {
      table.append("<tr><td>share of each class</td>");
      for (RunFacts run : runs) {
        MetricResult result = newest(run).get(metric);
        List<Double> shares = result == null ? List.of() : Shares.of(result);
        table.append("<td class=\"n\">" + (shares.isEmpty() ? "–" : Html.bars(shares)) + "</td>");
      }
      table.append("</tr>\n");
    }
  }

  private static @Nullable MetricValue value(@Nullable MetricResult result, String name) {
    return result == null
        ? null
        : result.values().stream().filter(v -> v.name().equals(name)).findFirst().orElse(null);
  }

  private static String differences(List<MetricResult> results) {
    Set<String> differences = new LinkedHashSet<>();
    for (MetricResult result : results) {
      results
          .get(0)
          .protocol()
          .differences(result.protocol())
          .forEach((part, values) -> differences.add(part + " " + values));
    }
    return String.join("; ", differences);
  }
}
