package io.gan4j.core.config;

import java.util.List;
import java.util.Optional;

/**
 * A parsed run file, every part with the place it stands at. Immutable; what a scalar means is left
 * to the type it is bound to, so {@code 010} is a number for a number and text for a text.
 */
public sealed interface Node {

  /** Where it starts. */
  Place place();

  /** As messages say it: {@code 'abc'}, {@code a list}, {@code nothing}. */
  String described();

  /**
   * A single value.
   *
   * @param text as it stands in the file, without quotes
   * @param quoted whether it is text for certain: in quotes, or a block of lines
   */
  record Scalar(Place place, String text, boolean quoted) implements Node {
    private static final int SHOWN = 60;

    /** Whether it says nothing: empty, {@code ~} or {@code null}. */
    public boolean isNull() {
      return !quoted && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    /** Whether messages can show it whole. */
    boolean isShort() {
      return text.length() <= SHOWN && text.lines().count() <= 1;
    }

    @Override
    public String described() {
      if (isNull()) {
        return "nothing";
      }
      boolean all = text.length() <= SHOWN;
      String start = all ? text : text.substring(0, SHOWN);
      return "'" + start.strip().replaceAll("\\s+", " ") + (all ? "'" : "…'");
    }
  }

  /** A value that was made in Java. */
  record Value(Place place, Object value) implements Node {
    @Override
    public String described() {
      return value.toString();
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /** A map; its keys are unique and in the order of the file. */
  record Mapping(Place place, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The entry of this key. */
    public Optional<Entry> entry(String key) {
      return entries.stream().filter(e -> e.key().equals(key)).findFirst();
    }

    @Override
    public String described() {
      return "a map";
    }
  }

  /**
   * A key and its value.
   *
   * @param place where the key stands
   */
  record Entry(Place place, String key, Node value) {}
}
