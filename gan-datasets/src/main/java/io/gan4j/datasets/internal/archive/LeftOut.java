package io.gan4j.datasets.internal.archive;

import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Files that are left out for their names. */
public final class LeftOut {
  private static final int EXAMPLES = 3;

  /** The first by name, so that they are the same wherever the files lie. */
  private final NavigableSet<String> examples = new TreeSet<>();

  private int count;

  void add(String name) {
    count++;
    addExample(name);
  }

  /** Those of another source as well. */
  void add(LeftOut others) {
    count += others.count;
    others.examples.forEach(this::addExample);
  }

  private void addExample(String name) {
    examples.add(name);
    if (examples.size() > EXAMPLES) {
      examples.pollLast();
    }
  }

  void read(UnaryOperator<String> reading) {
    List<String> bytes = List.copyOf(examples);
    examples.clear();
    bytes.stream().map(reading).forEach(examples::add);
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** How many there are, and some of their names; empty if there are none. */
  public String words() {
    return count == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d file%s left out for their names: %s%s",
            count,
            count == 1 ? "" : "s",
            String.join(", ", examples.stream().map(Entries::printable).toList()),
            count > examples.size() ? ", …" : "");
  }
}
