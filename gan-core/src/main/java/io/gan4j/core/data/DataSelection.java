package io.gan4j.core.data;

import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.LastBatch;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Split;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a source's samples are meant, in their order: the split's, of these those of the asked
 * classes, of these those that are held out or those that are not.
 */
final class DataSelection {
  /** Not the run's seed: what is held out is the same in every run, so that runs compare. */
  private static final RandomKey HELD_OUT = RandomKey.of(0).split("held out");

  private static final int MOST_NAMED = 5;

  /** What is wrong with a {@code holdOut} of 0 where held-out samples are asked for. */
  static final String NOTHING_HELD_OUT = "must be above 0 for anything to be held out";

  private final int[] indices;
  private final @Nullable LabelSpace classes;
  private final int[] renumbered;
  private final String identity;
  private final String note;

  private DataSelection(
      int[] indices, @Nullable LabelSpace classes, int[] renumbered, String identity, String note) {
    this.indices = indices;
    this.classes = classes;
    this.renumbered = renumbered;
    this.identity = identity;
    this.note = note;
  }

  /** Whether the configuration leaves everything in. */
  static boolean isAll(DataConfig data) {
    return (data.split() == null || data.split().indexOf('[') < 0)
        && data.classes().isEmpty()
        && data.holdOut() == 0;
  }

  /**
   * Chooses.
   *
   * @param labels the source's classes; null if there are none
   * @param label the class of each of its samples, asked only if there are classes
   * @param heldOut the held-out part rather than the rest
   * @throws InvalidValueException if nothing is left
   */
  static DataSelection of(
      DataConfig data,
      long size,
      @Nullable LabelSpace labels,
      IntUnaryOperator label,
      boolean heldOut) {
    Split split = Split.parse(data.split() == null ? "[:]" : data.split());
    int first = Math.toIntExact(split.first(size));
    int end = Math.toIntExact(split.end(size));
    int[] renumbered = renumbered(data.classes(), labels);
    int[] chosen =
        IntStream.range(first, end)
            .filter(i -> renumbered.length == 0 || renumbered[label.applyAsInt(i)] >= 0)
            .toArray();
    if (data.holdOut() > 0) {
      chosen = part(chosen, data.holdOut(), heldOut);
    } else if (heldOut) {
      throw new InvalidValueException("holdOut", NOTHING_HELD_OUT);
    }
    if (chosen.length == 0) {
      throw new InvalidValueException(
          data.classes().isEmpty() ? "holdOut" : "classes", "leaves no samples");
    }
    LabelSpace classes = data.classes().isEmpty() ? labels : new LabelSpace(data.classes());
    return new DataSelection(
        chosen,
        classes,
        renumbered,
        Hashes.of(Arrays.toString(chosen), data.classes()),
        emptied(
            classes,
            Arrays.stream(chosen)
                .map(label)
                .map(old -> renumbered.length == 0 ? old : renumbered[old])));
  }

  /** Which classes have no sample among the chosen, in words; empty if all have. */
  private static String emptied(@Nullable LabelSpace classes, IntStream chosen) {
    if (classes == null) {
      return "";
    }
    BitSet there = new BitSet(classes.count());
    chosen.forEach(there::set);
    List<String> empty =
        IntStream.range(0, classes.count())
            .filter(i -> !there.get(i))
            .mapToObj(classes.names()::get)
            .toList();
    if (empty.isEmpty()) {
      return "";
    }
    String more = empty.size() > MOST_NAMED ? " and " + (empty.size() - MOST_NAMED) + " more" : "";
    return " (no sample of class "
        + String.join(", ", empty.subList(0, Math.min(MOST_NAMED, empty.size())))
        + more
        + ")";
  }

  /** The new number of each class, or -1; empty if all keep theirs. */
  private static int[] renumbered(List<String> wanted, @Nullable LabelSpace labels) {
    if (wanted.isEmpty()) {
      return new int[0];
    }
    if (labels == null) {
      throw new InvalidValueException("classes", "must be empty for data without labels");
    }
    List<String> names = labels.names().stream().map(LabelSpace::composed).toList();
    List<String> asked = wanted.stream().map(LabelSpace::composed).toList();
    List<String> unknown = new ArrayList<>(asked);
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw new InvalidValueException(
          "classes",
          "must be of " + String.join(", ", labels.names()) + "; found " + unknown.get(0));
    }
    return names.stream().mapToInt(asked::indexOf).toArray();
  }

  /** Exactly the share of the samples, rounded down, by a permutation; or the rest. */
  private static int[] part(int[] chosen, double share, boolean heldOut) {
    int held = (int) (share * chosen.length);
    int[] order = IntStream.range(0, chosen.length).toArray();
    BitSet out = new BitSet(chosen.length);
    for (int i = 0; i < held; i++) {
      int j = i + (int) HELD_OUT.below(i, chosen.length - i);
      out.set(order[j]);
      order[j] = order[i];
    }
    return IntStream.range(0, chosen.length)
        .filter(i -> out.get(i) == heldOut)
        .map(i -> chosen[i])
        .toArray();
  }

  /** The same of a source with classes of its own, which keep their numbers. */
  DataSelection withClasses(@Nullable LabelSpace labels) {
    return new DataSelection(indices, labels, new int[0], identity, "");
  }

  int size() {
    return indices.length;
  }

  /** The source's index of one of the chosen. */
  int index(long chosen) {
    return indices[Math.toIntExact(chosen)];
  }

  /** The source's indices of all of the chosen. */
  long[] indices() {
    return Arrays.stream(indices).asLongStream().toArray();
  }

  /** A class's new number. */
  int label(int old) {
    return renumbered.length == 0 ? old : renumbered[old];
  }

  /** The classes; null if there are none. */
  @Nullable LabelSpace classes() {
    return classes;
  }

  /** How the chosen are described. */
  String description(String source) {
    return String.format(Locale.ROOT, "%,d of %s%s", indices.length, source, note);
  }

  /** Everything that determines what is chosen. */
  String identity() {
    return identity;
  }

  /** The keys of a side that choose or order samples. */
  static List<String> keys(DataConfig own) {
    List<String> said = new ArrayList<>();
    if (own.split() != null && own.split().indexOf('[') >= 0) {
      said.add("split");
    }
    if (!own.classes().isEmpty()) {
      said.add("classes");
    }
    if (own.holdOut() > 0) {
      said.add("holdOut");
    }
    if (own.order() != null) {
      said.add("order");
    }
    if (!own.shuffle()) {
      said.add("shuffle");
    }
    if (own.lastBatch() != LastBatch.WRAP) {
      said.add("lastBatch");
    }
    return said;
  }
}
