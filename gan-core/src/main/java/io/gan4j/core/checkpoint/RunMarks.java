package io.gan4j.core.checkpoint;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By what results, pictures and events say which run they are of: its seed and the hash of its
 * data. A run that has gone on with other data has several.
 *
 * @param now what is written now; null if it is not known
 * @param all those of the run since it began; empty if none are known
 */
public record RunMarks(@Nullable String now, Set<String> all) {
  /** Of a run of which nothing is known: everything counts as its own. */
  public static final RunMarks UNKNOWN = new RunMarks(null, Set.of());

  public RunMarks {
    all = Set.copyOf(all);
  }

  /** What a run of a seed and data writes. */
  public static String mark(String seed, String data) {
    return seed + " " + data;
  }

  /**
   * Whether something is of another run.
   *
   * @param mark what it says
   */
  public boolean areOfAnotherThan(String mark) {
    return !all.isEmpty() && !all.contains(mark);
  }
}
