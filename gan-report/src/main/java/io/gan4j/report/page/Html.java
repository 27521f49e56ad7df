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

  private static final String STYLE =
      """
      :root {
        color-scheme: light dark;
        --back: #fbfbfa; --card: #ffffff; --ink: #1d2226; --faint: #5f6870; --line: #dde1e4;
        --a: #0067a5; --b: #c8500a; --c: #1b7f4b; --d: #8a4fae; --warn: #fff1d6; --warn-ink: #6b4300;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --back: #15181b; --card: #1d2125; --ink: #e6e9eb; --faint: #9aa4ac; --line: #343b41;
          --a: #5db4ee; --b: #f59a5c; --c: #5fca93; --d: #c79be6; --warn: #45360f; --warn-ink: #ffe0a3;
        }
      }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--back); color: var(--ink);
        font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
      main { max-width: 1120px; margin: 0 auto; padding: 24px 20px 60px; }
      h1 { font-size: 1.6rem; margin: 0 0 4px; overflow-wrap: anywhere; }
      h2 { font-size: 1.1rem; margin: 32px 0 10px; }
      .lead { color: var(--faint); margin: 0; }
      .card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; }
      .warning { background: var(--warn); color: var(--warn-ink); border-radius: 8px; padding: 10px 14px; margin: 8px 0; }
      .charts { display: grid; gap: 14px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 430px), 1fr)); align-items: start; }
      .grids { display: flex; flex-wrap: wrap; gap: 14px; align-items: flex-start; }
      .grids figure { flex: 1 1 200px; } .grids figure:last-child { flex: 2.2 1 340px; }
      .runs { display: grid; gap: 14px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); }
      figure { margin: 0; }
      figure img { max-width: 100%; height: auto; border-radius: 4px; display: block; }
      figure.small img { width: 100%; image-rendering: pixelated; }
      figure.smooth img { background: #fff; }
      figcaption { color: var(--faint); font-size: .85rem; margin-top: 6px; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
      th { font-weight: 600; color: var(--faint); font-size: .85rem; }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      td.best { font-weight: 700; } td.fact { text-align: right; min-width: 9em; overflow-wrap: anywhere; } td.key { white-space: nowrap; }
      .protocol { color: var(--faint); font-size: .85rem; overflow-wrap: anywhere; }
      pre { overflow-x: auto; margin: 10px 0 0; font-size: .82rem; line-height: 1.45; }
      summary { cursor: pointer; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 18px; margin: 0; }
      dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
      @media (max-width: 520px) {
        main { padding: 16px 12px 40px; } td, th { padding-right: 8px; overflow-wrap: anywhere; }
        td:first-child { overflow-wrap: normal; } td.protocol { overflow-wrap: anywhere; }
        td.fact { min-width: 0; } td.key { white-space: normal; }
        .of { display: none; } .steps { display: none; } svg.bars { height: 34px; }
        dl { grid-template-columns: 1fr; } dd { margin-bottom: 8px; }
        .grids figure { flex-basis: 100px; }
      }
      svg { width: 100%; height: auto; display: block; }
      svg text { fill: var(--faint); font-size: 12px; } svg .head { fill: var(--ink); font-size: 13px; font-weight: 600; }
      svg .grid { stroke: var(--line); } svg .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
      @media (max-width: 520px) { svg text { font-size: 15px; } svg .head { font-size: 16px; } }
      svg.bars { width: auto; max-width: 100%; height: 46px; } td.n svg.bars { margin-left: auto; }
      .c0 { stroke: var(--a); } .c1 { stroke: var(--b); } .c2 { stroke: var(--c); } .c3 { stroke: var(--d); }
      .f0 { fill: var(--a) !important; } .f1 { fill: var(--b) !important; } .f2 { fill: var(--c) !important; } .f3 { fill: var(--d) !important; }
      """;

  /** Of a metric as in run files. */
  private static final Pattern PARAMETERS = Pattern.compile("\\{type: [^,}]+, (.+)}");

  private Html() {}

  /** A whole page. */
  static String page(String title, String body) {
    return String.format(
        Locale.ROOT,
        """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <main>
    %s</main>
    </body>
    </html>
    """,
        escaped(title),
        STYLE,
        body);
  }

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
