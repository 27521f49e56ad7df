package io.gan4j.api.data;

import io.gan4j.api.spec.Check;
import java.text.Normalizer;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a labelled data set. A label is an index into the names.
 *
 * @param names one name per class, in label order
 */
public record LabelSpace(List<String> names) {
  public LabelSpace {
    names = List.copyOf(Check.notEmpty("names", names));
  }

  public int count() {
    return names.size();
  }

  /**
   * A name in the one form that names are compared in: Unicode has two for many letters, and
   * systems and archives differ in which of them they keep.
   */
  public static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** The label of a class by its name, or by its number where no class has that name. */
  public OptionalInt indexOf(String nameOrNumber) {
    int index = names.stream().map(LabelSpace::composed).toList().indexOf(composed(nameOrNumber));
    if (index < 0 && nameOrNumber.matches("\\d{1,9}")) {
      index = Integer.parseInt(nameOrNumber);
    }
    return index >= 0 && index < count() ? OptionalInt.of(index) : OptionalInt.empty();
  }

  /**
   * Checks labels that are given for samples.
   *
   * @param labels null exactly if there are no classes
   * @param classes how many classes; 0 if what takes the labels sees none
   * @param count how many samples
   * @return the labels; none if there are no classes
   * @throws IllegalArgumentException if they do not fit
   */
  public static int[] checked(int @Nullable [] labels, int classes, int count) {
    if (labels == null) {
      if (classes > 0) {
        throw new IllegalArgumentException(
            "labels must be given, one of " + classes + " classes for each sample");
      }
      return new int[0];
    }
    if (classes == 0) {
      throw new IllegalArgumentException("labels must not be given: the network sees none");
    }
    if (labels.length != count) {
      throw new IllegalArgumentException(labels.length + " labels for " + count + " samples");
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label " + label + " is not one of " + classes + " classes, 0 to " + (classes - 1));
      }
    }
    return labels;
  }

  /**
   * The classes in turn: element i is i modulo the number of classes. Null if there are none.
   *
   * @param classes how many classes
   * @param count how many labels
   */
  public static int @Nullable [] inTurn(int classes, int count) {
    return classes == 0 ? null : IntStream.range(0, count).map(i -> i % classes).toArray();
  }
}
