package io.gan4j.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files of the page, and the description of all addresses. */
final class Page {
  /** What a page may load: its own server's, and pictures that it has made itself. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
          + " blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private Page() {}

  /** One of the files. */
  static Answer of(String name) {
    String type =
        name.endsWith(".html")
            ? "text/html"
            : name.endsWith(".js")
                ? "text/javascript"
                : name.endsWith(".css") ? "text/css" : "application/json";
    try (InputStream file = Page.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return Answer.bytes(type + "; charset=utf-8", file.readAllBytes())
          .with("Content-Security-Policy", POLICY)
          .with("Referrer-Policy", "no-referrer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
