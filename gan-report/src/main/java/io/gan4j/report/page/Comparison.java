package io.gan4j.report.page;

import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Protocol;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsTable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Results of several runs in a table, a column per run. A metric whose protocols differ has no best
 * run, and the differences are named.
 */
record Comparison(List<RunFacts> runs) {

  /** What ran, a column per run. */
  String facts() {
    StringBuilder table = new StringBuilder("<div class=\"card scroll\"><table><tr><th></th>");
    heads(table);
    fact(table, "verdict", run -> run.verdict().kind().words());
    fact(table, "data", run -> run.provenance().getOrDefault("dataset", "–"));
    fact(table, "steps", run -> run.progress().stepsOfPlanned());
    fact(
        table,
        "seen",
        run -> String.format(Locale.ROOT, "%,d %s", run.progress().imagesSeen(), run.plural()));
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
    runs.forEach(
        run -> run.measured().forEach(measured -> metrics.add(measured.result().metric())));
    if (metrics.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder("<div class=\"card scroll\"><table><tr><th>metric</th>");
    heads(table);
    String conditions = "";
    for (String metric : metrics) {
      List<Optional<MetricResult>> perRun = chosen(metric);
      String own = conditions(perRun.stream().flatMap(Optional::stream).toList());
      if (!own.equals(conditions)) {
        table.append(Html.across(runs.size() + 1, conditions));
        conditions = own;
      }
      rows(table, perRun);
    }
    return table
        .append(Html.across(runs.size() + 1, conditions))
        .append("</table></div>\n")
        .toString();
  }

  /**
   * Of each run the newest result of a metric, where it has one under the protocol that most runs
   * have the newest of those.
   */
  private List<Optional<MetricResult>> chosen(String metric) {
    List<List<MetricResult>> all =
        runs.stream()
            .map(
                run ->
                    run.measured().stream()
                        .map(Measured::result)
                        .filter(result -> result.metric().equals(metric))
                        .toList())
            .toList();
    Map<Protocol, Integer> having = new LinkedHashMap<>();
    for (List<MetricResult> own : all) {
      own.stream()
          .map(MetricResult::protocol)
          .distinct()
          .forEach(protocol -> having.merge(protocol, 1, Integer::sum));
    }
    int most = having.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return all.stream().map(own -> newest(own, most > 1 ? having : Map.of(), most)).toList();
  }

  private static Optional<MetricResult> newest(
      List<MetricResult> results, Map<Protocol, Integer> having, int most) {
    List<MetricResult> common =
        results.stream().filter(r -> having.getOrDefault(r.protocol(), 0) == most).toList();
    List<MetricResult> of = common.isEmpty() ? results : common;
    return of.isEmpty() ? Optional.empty() : Optional.of(of.get(of.size() - 1));
  }

  /** Under which conditions all were measured, or in what these differ. */
  private static String conditions(List<MetricResult> results) {
    String differences = differences(results);
    return differences.isEmpty()
        ? ResultsTable.conditions(results.get(0))
        : "Not to be compared: measured under different protocols. " + differences;
  }

  private static void rows(StringBuilder table, List<Optional<MetricResult>> perRun) {
    List<MetricResult> results = perRun.stream().flatMap(Optional::stream).toList();
    boolean comparable = results.size() > 1 && differences(results).isEmpty();
    for (MetricValue first : Shares.without(results.get(0))) {
      table.append(
          "<tr><td>"
              + Html.escaped(first.name())
              + (differences(results).isEmpty() ? Html.parameters(results.get(0), first) : "")
              + "</td>");
      for (Optional<MetricResult> result : perRun) {
        MetricValue value = value(result.orElse(null), first.name());
        boolean best =
            value != null
                && comparable
                && first.better() != MetricValue.Better.NEITHER
                && results.stream()
                    .map(other -> value(other, first.name()))
                    .noneMatch(other -> other != null && other.betterThan(value));
        table.append(
            String.format(
                Locale.ROOT,
                "<td class=\"n%s\">%s</td>",
                best ? " best" : "",
                value == null ? "–" : ResultsTable.number(value)));
      }
      table.append("</tr>\n");
    }
    if (results.stream().anyMatch(result -> !Shares.of(result).isEmpty())) {
      table.append("<tr><td>share of each class</td>");
      for (Optional<MetricResult> result : perRun) {
        List<Double> shares = result.map(Shares::of).orElse(List.of());
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
