package io.gan4j.cli;

import io.gan4j.core.Gan;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What presets are for, from the comments that they begin with. */
final class PresetSummary {
  /** Where another sentence begins, or a command that shows how the preset is called. */
  private static final Pattern END = Pattern.compile("(?<=[.])\\s+(?=\\p{Lu})|:?\\s+gan [a-z]+ ");

  private PresetSummary() {}

  /** Prints all presets, each with the first sentence of its comment. */
  static void print(Gan gan, Console console) {
    int width = gan.presets().stream().mapToInt(String::length).max().orElse(0) + 2;
    for (String name : gan.presets()) {
      console.entry(name, width, of(gan.presetText(name)));
    }
  }

  /** The first sentence of a run file's comment; empty without one. */
  static String of(String yaml) {
    String comment =
        yaml.lines()
            .takeWhile(line -> line.matches("#.*\\S.*"))
            .map(line -> line.replaceFirst("^#+", "").strip())
            .collect(Collectors.joining(" "));
    return END.split(comment, 2)[0].strip();
  }
}
