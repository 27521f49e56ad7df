package io.gan4j.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a table in JSON (an array of objects, or one after the other) from a run file. */
final class JsonRows {
  private final Reader text;
  private int depth;
  private int objects;

  private JsonRows(Reader text) {
    this.text = text;
  }

  /** Whether a file holds rows: a run file is one object. */
  static boolean areIn(Path file) {
    try (Reader text = Files.newBufferedReader(file)) {
      return new JsonRows(text).areThere();
    } catch (IOException e) {
      return false; // whoever is asked to read it will say why it cannot be read
    }
  }

  private boolean areThere() throws IOException {
    for (int c = text.read(); c >= 0; c = text.read()) {
      switch (c) {
        case '"' -> skipText();
        case '[', '{' -> {
          if (depth == 0 && (c == '[' || objects > 0)) {
            return true;
          }
          depth++;
        }
        case ']', '}' -> {
          depth--;
          objects += depth == 0 ? 1 : 0;
        }
        default -> {
          // between values, or one of a few letters
        }
      }
    }
    return false;
  }

  private void skipText() throws IOException {
    for (int c = text.read(); c >= 0 && c != '"'; c = text.read()) {
      if (c == '\\') {
        text.read();
      }
    }
  }
}
