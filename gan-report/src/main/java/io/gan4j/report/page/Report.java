package io.gan4j.report.page;

import io.gan4j.api.DataException;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsTable;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.report.verdict.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** Pictures of fewer pixels from left to right are small. */
  private static final int SMALL = 240;

  /** What gan picture says of its pictures; others are called by their names. */
  private static final Map<String, String> CAPTIONS =
      Map.of(
          "neighbours.png", "Samples on the left, each with its nearest training samples",
          "interpolation.png", "Straight lines from one latent to another",
          "interpolation-spherical.png", "Great circles from one latent to another",
          "classes.png", "A row per class, the same latents down each column",
          "walk.gif", "A walk through the latents",
          "map.png", "Real and generated samples by the principal components of their features",
          "augmentations.png",
              "Real samples as they are, as the discriminator sees them, and by each change");

  private Report() {}

  /** The page of one run. */
  public static String of(RunDirectory directory) {
    return page(RunFacts.of(directory), 0);
  }

  /**
   * The page of a run that goes on, which a browser loads again and again: whoever calls this
   * writes it again and again.
   *
   * @param refresh seconds after which it is loaded again
   * @return the page, which is the last one if the run has ended
   */
  public static Live live(RunDirectory directory, int refresh) {
    RunFacts run = RunFacts.of(directory);
    return new Live(
        page(run, run.progress().ended() ? 0 : refresh), run.progress().ended(), run.verdict());
  }

  /**
   * The page of a run as it is now.
   *
   * @param html the page
   * @param last whether the run has ended, so that no other page will follow
   * @param verdict what its numbers say
   */
  public record Live(String html, boolean last, Verdict verdict) {}

  /** What the numbers of a run say of it. */
  public static Verdict verdict(RunDirectory directory) {
    return RunFacts.of(directory).verdict();
  }

  private static String page(RunFacts run, int refresh) {
    StringBuilder body = new StringBuilder();
    body.append(head(run));
    if (refresh > 0) {
      body.append(
          "<p class=\"live\">The run goes on; this page loads itself again every "
              + refresh
              + " seconds.</p>\n");
    }
    body.append(verdict(run));
    warnings(body, run.warnings());
    section(body, "Metrics", metrics(run));
    section(body, "Curves", charts(RunCurves.of(run) + new MeasuredCharts(List.of(run)).cards()));
    section(body, "Samples from the same latents", pictures(run.samples(), "grids", ""));
    section(body, "What was learnt", drawn(run.pictures()));
    section(body, "Distributions", pictures(run.figures(), "charts", "smooth"));
    section(body, "Where it comes from", provenance(run));
    body.append(
        "<h2>Configuration</h2>\n"
            + "<details class=\"card\"><summary>Resolved, every default filled in</summary><pre>"
            + Html.escaped(run.config())
            + "</pre></details>\n");
    return Page.of(run.folder(), body.toString(), refresh);
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
    section(body, "What ran", new Comparison(runs).facts());
    section(body, "Metrics", new Comparison(runs).table());
    section(body, "Curves", charts(new MeasuredCharts(runs).cards() + RunCurves.of(runs)));
    section(body, "Last samples", lastSamples(runs));
    section(body, "What differs in the configuration", configurations(runs));
    return Page.of(runs.size() + " runs", body.toString(), 0);
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
                "%s · %s steps, %,d %s seen in %s%s",
                run.provenance().getOrDefault("dataset", "a run"),
                run.progress().stepsOfPlanned(),
                run.progress().imagesSeen(),
                run.plural(),
                run.progress().time(),
                run.progress().exchange().isEmpty() ? "" : " · " + run.progress().exchange()))
        + "</p>\n";
  }

  private static String verdict(RunFacts run) {
    Verdict verdict = run.verdict();
    return String.format(
        Locale.ROOT,
        "<section class=\"card verdict %s\"><h2>%s%s</h2><p>%s</p>%s</section>%n",
        verdict.kind().tone().name().toLowerCase(Locale.ROOT),
        verdict.kind().words(),
        run.progress().ended() ? "" : ", so far",
        Html.escaped(verdict.because()),
        verdict.next().isEmpty() ? "" : "<p>" + Html.escaped(verdict.next()) + "</p>");
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
    Map<String, List<Measured>> all = new LinkedHashMap<>();
    for (Measured measured : run.measured()) {
      String key = measured.result().metric() + measured.result().protocol();
      newest.put(key, measured);
      all.computeIfAbsent(key, k -> new ArrayList<>()).add(measured);
    }
    StringBuilder table = new StringBuilder();
    table.append(
        "<div class=\"card scroll\"><table><tr><th>metric</th><th class=\"n\">value</th><th>95 %"
            + " interval</th><th class=\"n steps\">step</th><th class=\"n"
            + " steps\">best</th></tr>\n");
    String conditions = "";
    for (Map.Entry<String, Measured> entry : newest.entrySet()) {
      Measured measured = entry.getValue();
      String own = ResultsTable.conditions(measured.result());
      if (!own.equals(conditions)) {
        table.append(Html.across(5, conditions));
        conditions = own;
      }
      for (MetricValue value : Shares.without(measured.result())) {
        table.append(
            String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td class=\"n\">%s</td><td>%s</td><td class=\"n steps\">%s</td><td class=\"n steps\">%s</td></tr>%n",
                Html.escaped(value.name()) + Html.parameters(measured.result(), value),
                ResultsTable.number(value),
                interval(value),
                step(measured),
                best(value, all.getOrDefault(entry.getKey(), List.of()))));
      }
      List<Double> shares = Shares.of(measured.result());
      if (!shares.isEmpty()) {
        table.append(
            String.format(
                Locale.ROOT,
                "<tr><td>share of each class</td><td></td><td>%s</td><td class=\"n steps\">%s</td><td class=\"steps\"></td></tr>%n",
                Html.bars(shares),
                step(measured)));
      }
    }
    return table.append(Html.across(5, conditions)).append("</table></div>\n").toString();
  }

  private static String step(Measured measured) {
    return String.format(Locale.ROOT, "%,d", measured.step());
  }

  /** The best value that was ever measured so, and when; empty if there is but one. */
  private static String best(MetricValue newest, List<Measured> all) {
    if (newest.better() == MetricValue.Better.NEITHER || all.size() < 2) {
      return "";
    }
    MetricValue best = newest;
    long step = -1;
    for (Measured measured : all) {
      for (MetricValue value : measured.result().values()) {
        if (value.name().equals(newest.name()) && (step < 0 || value.betterThan(best))) {
          best = value;
          step = measured.step();
        }
      }
    }
    return Double.isFinite(best.value())
        ? String.format(Locale.ROOT, "%s at %,d", ResultsTable.number(best), step)
        : "";
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

  private static String charts(String cards) {
    return cards.isEmpty() ? "" : "<div class=\"charts\">\n" + cards + "</div>\n";
  }

  /** The first, the last, and some between. */
  private static String pictures(NavigableMap<Long, Path> pictures, String layout, String style) {
    if (pictures.isEmpty()) {
      return "";
    }
    List<Map.Entry<Long, Path>> all = List.copyOf(pictures.entrySet());
    Set<Map.Entry<Long, Path>> shown = new LinkedHashSet<>();
    for (int i = 0; i < PICTURES; i++) {
      shown.add(all.get(Math.round(i * (all.size() - 1f) / (PICTURES - 1))));
    }
    StringBuilder html = new StringBuilder("<div class=\"" + layout + "\">\n");
    for (Map.Entry<Long, Path> picture : shown) {
      html.append(picture(picture.getValue(), "step " + picture.getKey(), style));
    }
    return html.append("</div>\n").toString();
  }

  private static String lastSamples(List<RunFacts> runs) {
    StringBuilder html = new StringBuilder();
    for (RunFacts run : runs) {
      NavigableMap<Long, Path> pictures = run.samples().isEmpty() ? run.figures() : run.samples();
      if (!pictures.isEmpty()) {
        html.append(
            picture(
                pictures.lastEntry().getValue(),
                run.folder() + ", step " + pictures.lastKey(),
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
      byte[] bytes = RunPictures.read(file);
      // a small picture is shown larger than it is, pixel by pixel; a large one at most as it is
      boolean small = width(type, bytes) < SMALL;
      return String.format(
          Locale.ROOT,
          "<figure class=\"%s%s\"><label class=\"open\"><input type=\"checkbox\" aria-label=\"%s, full"
              + " size\"><span><img alt=\"%s\"%s"
              + " src=\"data:image/%s;base64,%s\"></span></label><figcaption>%s</figcaption></figure>%n",
          style,
          small ? " small" : "",
          Html.escaped(caption),
          Html.escaped(caption),
          small ? "" : String.format(Locale.ROOT, " width=\"%d\"", width(type, bytes)),
          type,
          Base64.getEncoder().encodeToString(bytes),
          Html.escaped(caption));
    } catch (IOException e) {
      throw new DataException(file + " cannot be read: " + e, e);
    }
  }

  /** Pixels from left to right, as the file's head says; 0 if it has none. */
  private static int width(String type, byte[] bytes) {
    if (bytes.length < 24) {
      return 0;
    }
    return type.equals("gif")
        ? Short.toUnsignedInt(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(6))
        : Math.max(0, ByteBuffer.wrap(bytes).getInt(16));
  }

  private static String provenance(RunFacts run) {
    StringBuilder list = new StringBuilder("<dl class=\"card\">\n");
    run.provenance()
        .forEach(
            (key, value) ->
                list.append(
                    String.format(
                        Locale.ROOT,
                        "<dt>%s</dt><dd>%s</dd>%n",
                        Html.escaped(key),
                        Html.escaped(value))));
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
          String.format(
              Locale.ROOT,
              "<div class=\"card\"><strong>%s</strong><pre>%s</pre></div>%n",
              Html.escaped(run.folder()),
              Html.escaped(own)));
    }
    return html.append("</div>\n").toString();
  }
}
