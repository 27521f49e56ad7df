package io.gan4j.core.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;

/** What is wrong with a text that is not YAML, for somebody who doesn't know YAML's grammar. */
final class SyntaxErrors {
  private static final String NO_COLON = "could not find expected ':'";

  /** How the parser's own messages start or what they hold, and what to say instead. */
  private static final List<Map.Entry<String, String>> KNOWN =
      List.of(
          Map.entry(
              "found character '\\t(tab)'",
              "a tab starts this line or value; YAML is indented with spaces only"),
          Map.entry(
              "mapping values are not allowed here",
              "a ':' that does not fit here: either the indentation is off, or text with ': ' in it needs quotes"),
          Map.entry(NO_COLON, "a key without a ':' after it"),
          Map.entry("found duplicate anchor", "an anchor of YAML, which run files don't use"),
          Map.entry(
              "expected <block end>",
              "this line does not fit the ones above it; look at the indentation and at brackets"),
          Map.entry(
              "sequence entries are not allowed here",
              "a '-' that does not fit here; a list starts on a line of its own"),
          Map.entry(
              "expected a property name", "a key that is a list or a map; keys are plain words"));

  private SyntaxErrors() {}

  /** Where to look; empty if the parser doesn't say. */
  static Optional<Mark> place(JacksonException e) {
    if (!(e.getCause() instanceof MarkedYamlEngineException marked)) {
      return Optional.empty();
    }
    // A key without a colon is noticed only behind the next one.
    return marked.getProblem().contains(NO_COLON) && marked.getContextMark().isPresent()
        ? marked.getContextMark()
        : marked.getProblemMark();
  }

  static String inPlainWords(JacksonException e) {
    if (!(e.getCause() instanceof MarkedYamlEngineException marked)) {
      return known(e.getOriginalMessage()).orElse("not YAML: " + firstLine(e.getOriginalMessage()));
    }
    String problem = firstLine(marked.getProblem());
    String context = marked.getContext() == null ? "" : firstLine(marked.getContext());
    Optional<String> known = known(problem);
    if (known.isPresent()) {
      return known.get();
    }
    if (problem.contains("cannot start any token")) {
      return "a value cannot start with '"
          + problem.replaceFirst("^found character '(.+?)'.*$", "$1")
          + "'; put it in quotes";
    }
    if (problem.contains("expected ',' or ']'")) {
      return "the list opened with '['" + opened(marked) + " is not closed by ']' before this";
    }
    if (problem.contains("expected ',' or '}'")) {
      return "the map opened with '{'" + opened(marked) + " is not closed by '}' before this";
    }
    if (context.contains("quoted scalar") && problem.contains("unexpected end")) {
      return "the quote opened" + opened(marked) + " is not closed";
    }
    if (problem.contains("unknown escape character")) {
      return "an unknown escape '\\"
          + problem.replaceFirst("^.*escape character (.).*$", "$1")
          + "' in double quotes; text with backslashes goes in single quotes";
    }
    return "not YAML: " + (context.isEmpty() ? "" : context + ", ") + problem;
  }

  private static Optional<String> known(String problem) {
    String lower = problem.toLowerCase(Locale.ROOT);
    return KNOWN.stream()
        .filter(e -> lower.contains(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String opened(MarkedYamlEngineException e) {
    Optional<Mark> start = e.getContextMark();
    return start.map(mark -> " on line " + (mark.getLine() + 1)).orElse("");
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").strip();
  }
}
