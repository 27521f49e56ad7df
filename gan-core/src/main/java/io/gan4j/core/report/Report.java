package io.gan4j.core.report;

import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Protocol;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsTable;
import io.gan4j.core.report.Chart.Line;
import io.gan4j.core.run.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * Runs as a page: what ran, warnings, metrics with their protocol, curves, pictures, provenance,
 * configuration. Several runs stand side by side, and numbers of different protocols are not
 * compared.
 */
public final class Report {
  private static final int PICTURES = 4;
  private static final int POINTS = 400;

  /** What gan picture says of its pictures; others are called by their names. */
  private static final Map<String, String> CAPTIONS =
      Map.of(
          "neighbours.png", "Samples on the left, each with its nearest training samples",
          "interpolation.png", "Straight lines from one latent to another",
          "interpolation-spherical.png", "Great circles from one latent to another",
          "classes.png", "A row per class, the same latents down each column",
          "walk.gif", "A walk through the latents",
          "map.png", "Real and generated samples by the principal components of their features");

  private Report() {}

  /** The page of one run. */
  public static String of(RunDirectory directory) {
    RunFacts run = RunFacts.of(directory);
    StringBuilder body = new StringBuilder();
    body.append(head(run));
    warnings(body, run.warnings());
    section(body, "Metrics", metrics(run));
    section(body, "Curves", curves(run));
    section(body, "Samples from the same latents", pictures(run.samples(), "grids", ""));
    section(body, "What was learnt", drawn(run.pictures()));
    section(body, "Distributions", pictures(run.figures(), "charts", "smooth"));
    section(body, "Where it comes from", provenance(run));
    body.append(
        "<h2>Configuration</h2>\n"
            + "<details class=\"card\"><summary>Resolved, every default filled in</summary><pre>"
            + Html.escaped(run.config())
            + "</pre></details>\n");
    return Html.page(run.folder(), body.toString());
  }

  /** The page of several runs side by side. */
  public static String compare(List<RunDirectory> directories) {
    List<RunFacts> runs = directories.stream().map(RunFacts::of).toList();
    StringBuilder body = new StringBuilder();
    body.append(
        "<h1>"
            + runs.size()
            + " runs</h1>\n<p class=\"lead\">"
            + Html.escaped(String.join(", ", runs.stream().map(RunFacts::folder).toList()))
            + "</p>\n");
    runs.forEach(
        run -> warnings(body, run.warnings().stream().map(w -> run.folder() + ": " + w).toList()));
    section(body, "Metrics", new Comparison(runs).table());
    section(body, "Metrics against images seen", measuredTogether(runs));
    section(body, "Last samples", lastSamples(runs));
    section(body, "What differs in the configuration", configurations(runs));
    return Html.page(runs.size() + " runs", body.toString());
  }

  private static void section(StringBuilder body, String heading, String content) {
    if (!content.isEmpty()) {
      body.append("<h2>" + Html.escaped(heading) + "</h2>\n" + content);
    }
  }

  private static String head(RunFacts run) {
    return "<h1>"
        + Html.escaped(run.folder())
        + "</h1>\n<p class=\"lead\">"
        + Html.escaped(
            String.format(
                Locale.ROOT,
                "%s · %,d steps, %,d images seen",
                run.provenance().getOrDefault("dataset", "a run"),
                run.steps(),
                run.imagesSeen()))
        + "</p>\n";
  }

  private static void warnings(StringBuilder body, List<String> warnings) {
    warnings.forEach(
        warning -> body.append("<p class=\"warning\">" + Html.escaped(warning) + "</p>\n"));
  }

  /** The newest result of each protocol. */
  private static String metrics(RunFacts run) {
    if (run.measured().isEmpty()) {
      return "";
    }
    Map<String, Measured> newest = new LinkedHashMap<>();
    for (Measured measured : run.measured()) {
      newest.put(measured.result().metric() + measured.result().protocol(), measured);
    }
    StringBuilder table = new StringBuilder();
    table.append(
        "<div class=\"card scroll\"><table><tr><th>metric</th><th class=\"n\">value</th><th>95 %"
            + " interval</th><th class=\"n steps\">step</th></tr>\n");
    for (Measured measured : newest.values()) {
      for (MetricValue value : Shares.without(measured.result())) {
        table.append(
            "<tr><td>%s</td><td class=\"n\">%s</td><td>%s</td><td class=\"n steps\">%s</td></tr>%n"
                .formatted(
                    Html.escaped(value.name()),
                    ResultsTable.number(value),
                    interval(value),
                    measured.step()));
      }
      List<Double> shares = Shares.of(measured.result());
      if (!shares.isEmpty()) {
        table.append(
            "<tr><td>share of each class</td><td colspan=\"2\">%s</td><td class=\"n steps\">%s</td></tr>%n"
                .formatted(Html.bars(shares), measured.step()));
      }
      table.append(
          "<tr><td colspan=\"4\" class=\"protocol\">%s</td></tr>%n"
              .formatted(Html.escaped(ResultsTable.protocol(measured.result()))));
    }
    return table.append("</table></div>\n").toString();
  }

  /** The half width, and what it is over, for which there is no room on a narrow page. */
  private static String interval(MetricValue value) {
    String all = ResultsTable.interval(value).strip();
    int from = all.indexOf(" (");
    return from < 0
        ? Html.escaped(all)
        : Html.escaped(all.substring(0, from))
            + "<span class=\"of\">"
            + Html.escaped(all.substring(from))
            + "</span>";
  }

  private static String curves(RunFacts run) {
    Map<String, List<double[]>> curves = run.curves();
    List<Chart> charts = new ArrayList<>();
    charts.add(chart("Losses", curves, Map.of("loss discriminator", "D", "loss generator", "G")));
    charts.add(
        curves.containsKey("dReal")
            ? chart("D(x) and D(G(z))", curves, Map.of("dReal", "D(x)", "dFake", "D(G(z))"))
            : chart("Mean scores", curves, Map.of("realScore", "real", "fakeScore", "generated")));
    measuredLines(run)
        .forEach(
            (name, points) ->
                charts.add(new Chart(name, "images seen", List.of(new Line(name, points)))));
    StringBuilder html = new StringBuilder();
    for (Chart chart : charts) {
      String svg = chart.svg();
      if (!svg.isEmpty()) {
        html.append("<div class=\"card\">" + svg + "</div>\n");
      }
    }
    return html.isEmpty() ? "" : "<div class=\"charts\">\n" + html + "</div>\n";
  }

  private static Chart chart(
      String heading, Map<String, List<double[]>> curves, Map<String, String> names) {
    List<Line> lines = new ArrayList<>();
    curves.forEach(
        (key, points) -> {
          String name = names.get(key);
          if (name != null) {
            lines.add(new Line(name, Chart.thinned(points, POINTS)));
          }
        });
    return new Chart(heading, "images seen", lines);
  }

  /**
   * Values that were measured at several times, by name; shares of classes would drown the rest.
   */
  private static Map<String, List<double[]>> measuredLines(RunFacts run) {
    Map<String, List<double[]>> lines = new LinkedHashMap<>();
    for (Measured measured : run.measured()) {
      for (MetricValue value : measured.result().values()) {
        if (value.better() != MetricValue.Better.NEITHER) {
          lines
              .computeIfAbsent(value.name(), name -> new ArrayList<>())
              .add(new double[] {measured.imagesSeen(), value.value()});
        }
      }
    }
    lines.values().removeIf(points -> points.size() < 2);
    return lines;
  }

  /** Curves of one metric stand in one drawing only where their protocols are the same. */
  private static String measuredTogether(List<RunFacts> runs) {
    Map<String, Map<Protocol, List<Line>>> charts = new LinkedHashMap<>();
    for (RunFacts run : runs) {
      Map<String, Map<Protocol, List<double[]>>> own = new LinkedHashMap<>();
      for (Measured measured : run.measured()) {
        for (MetricValue value : measured.result().values()) {
          if (value.better() != MetricValue.Better.NEITHER) {
            own.computeIfAbsent(value.name(), name -> new LinkedHashMap<>())
                .computeIfAbsent(measured.result().protocol(), protocol -> new ArrayList<>())
                .add(new double[] {measured.imagesSeen(), value.value()});
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
                          .computeIfAbsent(protocol, p -> new ArrayList<>())
                          .add(new Line(run.folder(), points));
                    }
                  }));
    }
    StringBuilder html = new StringBuilder();
    charts.forEach(
        (name, byProtocol) ->
            byProtocol
                .values()
                .forEach(
                    lines -> {
                      String svg =
                          new Chart(
                                  byProtocol.size() > 1 ? name + " (a protocol of its own)" : name,
                                  "images seen",
                                  lines)
                              .svg();
                      if (!svg.isEmpty()) {
                        html.append("<div class=\"card\">" + svg + "</div>\n");
                      }
                    }));
    return html.isEmpty() ? "" : "<div class=\"charts\">\n" + html + "</div>\n";
  }

  /** The first, the last, and some between. */
  private static String pictures(NavigableMap<String, Path> pictures, String layout, String style) {
    if (pictures.isEmpty()) {
      return "";
    }
    List<Map.Entry<String, Path>> all = List.copyOf(pictures.entrySet());
    Set<Map.Entry<String, Path>> shown = new LinkedHashSet<>();
    for (int i = 0; i < PICTURES; i++) {
      shown.add(all.get(Math.round(i * (all.size() - 1f) / (PICTURES - 1))));
    }
    StringBuilder html = new StringBuilder("<div class=\"" + layout + "\">\n");
    for (Map.Entry<String, Path> picture : shown) {
      html.append(picture(picture.getValue(), "step " + Long.parseLong(picture.getKey()), style));
    }
    return html.append("</div>\n").toString();
  }

  private static String lastSamples(List<RunFacts> runs) {
    StringBuilder html = new StringBuilder();
    for (RunFacts run : runs) {
      NavigableMap<String, Path> pictures = run.samples().isEmpty() ? run.figures() : run.samples();
      if (!pictures.isEmpty()) {
        html.append(
            picture(
                pictures.lastEntry().getValue(),
                run.folder() + ", step " + Long.parseLong(pictures.lastKey()),
                run.samples().isEmpty() ? "smooth" : ""));
      }
    }
    return html.isEmpty() ? "" : "<div class=\"runs\">\n" + html + "</div>\n";
  }

  private static String drawn(NavigableMap<String, Path> pictures) {
    if (pictures.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<div class=\"charts\">\n");
    pictures.forEach(
        (name, file) ->
            html.append(
                picture(
                    file,
                    CAPTIONS.getOrDefault(name, name),
                    name.equals("map.png") ? "card smooth" : "card")));
    return html.append("</div>\n").toString();
  }

  private static String picture(Path file, String caption, String style) {
    String type = file.toString().endsWith(".gif") ? "gif" : "png";
    try {
      return "<figure class=\"%s\"><img alt=\"%s\" src=\"data:image/%s;base64,%s\"><figcaption>%s</figcaption></figure>%n"
          .formatted(
              style,
              Html.escaped(caption),
              type,
              Base64.getEncoder().encodeToString(Files.readAllBytes(file)),
              Html.escaped(caption));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e, e);
    }
  }

  private static String provenance(RunFacts run) {
    StringBuilder list = new StringBuilder("<dl class=\"card\">\n");
    run.provenance()
        .forEach(
            (key, value) ->
                list.append(
                    "<dt>%s</dt><dd>%s</dd>%n".formatted(Html.escaped(key), Html.escaped(value))));
    return list.append("</dl>\n").toString();
  }

  /** Lines that are not in every run's configuration. */
  private static String configurations(List<RunFacts> runs) {
    Set<String> common = new LinkedHashSet<>(runs.get(0).config().lines().toList());
    runs.forEach(run -> common.retainAll(run.config().lines().toList()));
    StringBuilder html = new StringBuilder("<div class=\"runs\">\n");
    for (RunFacts run : runs) {
      String own =
          String.join("\n", run.config().lines().filter(line -> !common.contains(line)).toList());
      html.append(
          "<div class=\"card\"><strong>%s</strong><pre>%s</pre></div>%n"
              .formatted(Html.escaped(run.folder()), Html.escaped(own)));
    }
    return html.append("</div>\n").toString();
  }
}
