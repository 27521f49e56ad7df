package io.gan4j.bench.equality;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prints the hashes of two states, A and B, and behind them a line for every array that differs, is
 * in one of them only, or has the same values under another name.
 */
public final class StateDifference {
  private StateDifference() {}

  /**
   * Compares two folders; exits with 0 if their states are equal, with 1 if they are not.
   *
   * @param arguments the folders of A and B
   */
  public static void main(String[] arguments) throws IOException {
    State a = State.read(Path.of(arguments[0]));
    State b = State.read(Path.of(arguments[1]));
    System.out.println(a.hash() + " " + b.hash());
    List<String> differences = of(a, b);
    differences.forEach(System.out::println);
    System.exit(differences.isEmpty() ? 0 : 1);
  }

  /** What differs, an array a line, sorted by name; nothing if the states are equal. */
  static List<String> of(State a, State b) {
    List<String> lines = new ArrayList<>();
    SortedMap<String, StoredArray> gone = new TreeMap<>(a.arrays());
    gone.keySet().removeAll(b.arrays().keySet());
    SortedMap<String, StoredArray> added = new TreeMap<>(b.arrays());
    added.keySet().removeAll(a.arrays().keySet());
    a.arrays()
        .forEach(
            (name, array) -> {
              StoredArray other = b.arrays().get(name);
              if (other != null && !other.equals(array)) {
                lines.add("differs: " + name + " " + array.difference(other));
              }
            });
    gone.forEach(
        (name, array) -> {
          String other = nameOf(array, added);
          if (other.isEmpty()) {
            lines.add("only in A: " + name + " " + array.form());
          } else {
            added.remove(other);
            lines.add("renamed: " + name + " is " + other + " in B, with equal values");
          }
        });
    added.forEach((name, array) -> lines.add("only in B: " + name + " " + array.form()));
    return lines;
  }

  /** The first name under which equal values are found; empty if they are not. */
  private static String nameOf(StoredArray array, Map<String, StoredArray> among) {
    return among.entrySet().stream()
        .filter(entry -> entry.getValue().equals(array))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
