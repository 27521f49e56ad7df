package io.gan4j.report.page;

import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Protocol;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsTable;
import io.gan4j.report.page.Chart.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured while runs trained, against images seen. Curves of one metric stand in one
 * drawing only where their protocols are the same; facts are left out, they would drown the rest.
 */
record MeasuredCharts(List<RunFacts> runs) {

  /** A metric's curves under one protocol, which is said where there are several. */
  private record Together(String protocol, String meaning, List<Line> lines) {
    String caption(boolean several) {
      return several ? (protocol + " — " + meaning) : meaning;
    }
  }

  /** A drawing for every metric and protocol; empty if nothing was measured more than once. */
  String cards() {
    Map<String, Map<Protocol, Together>> charts = new LinkedHashMap<>();
    for (int run = 0; run < runs.size(); run++) {
      add(run, charts);
    }
    StringBuilder html = new StringBuilder();
    charts.forEach(
        (name, byProtocol) ->
            byProtocol
                .values()
                .forEach(
                    together ->
                        html.append(
                            new Chart(name, seen(), together.lines)
                                .card(together.caption(byProtocol.size() > 1)))));
    return html.toString();
  }

  /** What the runs' samples are called, if that is one word. */
  private String seen() {
    List<String> words = runs.stream().map(RunFacts::plural).distinct().toList();
    return (words.size() == 1 ? words.get(0) : "samples") + " seen";
  }

  /** Each run has its own colour in all drawings. */
  private void add(int number, Map<String, Map<Protocol, Together>> charts) {
    RunFacts run = runs.get(number);
    Map<String, Map<Protocol, TreeMap<Long, Double>>> own = new LinkedHashMap<>();
    Map<Protocol, String> words = new LinkedHashMap<>();
    Map<String, String> meanings = new LinkedHashMap<>();
    for (Measured measured : run.measured()) {
      Protocol protocol = measured.result().protocol();
      words.putIfAbsent(protocol, ResultsTable.protocol(measured.result()));
      for (MetricValue value : measured.result().values()) {
        if (value.better() != MetricValue.Better.NEITHER) {
          meanings.putIfAbsent(
              value.name(),
              Explanations.metric(
                  measured.result().metric(),
                  value.equals(measured.result().main()),
                  value.better()));
          own.computeIfAbsent(value.name(), name -> new LinkedHashMap<>())
              .computeIfAbsent(protocol, p -> new TreeMap<>())
              .put(measured.imagesSeen(), value.value());
        }
      }
    }
    own.forEach(
        (name, byProtocol) ->
            byProtocol.forEach(
                (protocol, points) -> {
                  if (points.size() > 1) {
                    charts
                        .computeIfAbsent(name, n -> new LinkedHashMap<>())
                        .computeIfAbsent(
                            protocol,
                            p ->
                                new Together(
                                    words.getOrDefault(protocol, ""),
                                    meanings.getOrDefault(name, ""),
                                    new ArrayList<>()))
                        .lines
                        .add(
                            new Line(
                                runs.size() == 1 ? name : run.folder(), number, points(points)));
                  }
                }));
  }

  private static List<double[]> points(TreeMap<Long, Double> values) {
    List<double[]> points = new ArrayList<>();
    values.forEach((images, value) -> points.add(new double[] {images, value}));
    return points;
  }
}
