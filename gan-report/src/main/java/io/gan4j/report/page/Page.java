package io.gan4j.report.page;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.internal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * A whole page, with all that it needs inside: the style, the library that draws the charts, and
 * what calls it. Its policy lets these scripts run and no other, and fetch nothing.
 */
final class Page {
  private static final String STYLE = text("page.css");
  private static final String CHART_STYLE = text("uplot/uPlot.min.css");
  private static final String CHARTS = text("uplot/uPlot.iife.min.js");
  private static final String SCRIPT = text("page.js");

  private Page() {}

  /**
   * A page.
   *
   * @param refresh seconds after which it is loaded again; 0 for never
   */
  static String of(String title, String body, int refresh) {
    return String.format(
        Locale.ROOT,
        """
        <!DOCTYPE html>
        <html lang="en"%s>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src %s %s; base-uri 'none'; form-action 'none'">
        %s<title>%s</title>
        <style>%s</style>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        <script>%s</script>
        <script>%s</script>
        </body>
        </html>
        """,
        refresh > 0 ? " data-refresh=\"" + refresh + "\"" : "",
        source(CHARTS),
        source(SCRIPT),
        refresh > 0
            ? "<noscript><meta http-equiv=\"refresh\" content=\"" + refresh + "\"></noscript>\n"
            : "",
        Html.escaped(title),
        CHART_STYLE,
        STYLE,
        body,
        CHARTS,
        SCRIPT);
  }

  /** A script as a policy names it. */
  private static String source(String script) {
    return "'sha256-" + Base64.getEncoder().encodeToString(new Sha256().add(script).bytes()) + "'";
  }

  private static String text(String resource) {
    try (InputStream in = requireNonNull(Page.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
