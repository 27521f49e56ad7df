package io.gan4j.datasets.internal.array;

import io.gan4j.api.DataException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.Source;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Makes labels of an array: whole numbers, {@code [n]} or with an axis of size 1 beside, or one-hot
 * rows {@code [n, classes]}. Numbers from 0 are classes from 0 up to the largest; otherwise each
 * number that occurs is a class, named by it, in their order. Numbers below 0 say that a sample has
 * no label. The classes are those of the whole array, so that a part of the samples has the same.
 */
public final class ArrayLabels {
  private static final int MOST_CLASSES = 1_000_000;

  private ArrayLabels() {}

  /** The labels of all samples, in an array's file. */
  public static Labels ofFile(Source file, long count) {
    return read(NpyFile.read(file), count, LongStream.range(0, count).toArray());
  }

  /**
   * @param count samples there are
   * @param taken those whose labels are wanted
   */
  static Labels read(StoredArray array, long count, long[] taken) {
    boolean oneHot = oneHot(array, count);
    int[] values = numbers(array, count, oneHot);
    int[] classes = Arrays.stream(values).filter(value -> value >= 0).distinct().sorted().toArray();
    if (classes.length == 0) {
      throw new DataException(array.name() + " holds no label: all its values are below 0");
    }
    if (oneHot) {
      classes = IntStream.range(0, (int) array.sizes()[1]).toArray();
    } else if (classes[0] == 0) {
      classes = IntStream.rangeClosed(0, classes[classes.length - 1]).toArray();
    }
    int[] labels = new int[taken.length];
    for (int i = 0; i < labels.length; i++) {
      int value = values[(int) taken[i]];
      if (value < 0) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s: sample %,d has no label (%d); leave the labels out, or take a part that has"
                    + " them",
                array.name(),
                taken[i],
                value));
      }
      labels[i] = Arrays.binarySearch(classes, value);
    }
    return new Labels(
        labels, new LabelSpace(Arrays.stream(classes).mapToObj(Integer::toString).toList()));
  }

  private static boolean oneHot(StoredArray array, long count) {
    long[] sizes = array.sizes();
    return sizes.length == 2 && sizes[0] == count && sizes[1] > 1 && sizes[1] < MOST_CLASSES;
  }

  private static int[] numbers(StoredArray array, long count, boolean oneHot) {
    long[] sizes = array.sizes();
    long values = StoredArray.values(sizes);
    if (values != count && !oneHot) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s is %s: these are no labels of %,d samples; accepted: %d, or %d x classes of 0"
                  + " and 1",
              array.name(),
              StoredArray.words(sizes),
              count,
              count,
              count));
    }
    int[] numbers = new int[Math.toIntExact(count)];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] = oneHot ? hot(array, n) : whole(array, n);
    }
    return numbers;
  }

  private static int whole(StoredArray array, int n) {
    double value = array.value(n);
    if (value != Math.rint(value) || Math.abs(value) >= MOST_CLASSES) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: label %,d is %s; accepted: whole numbers below %,d",
              array.name(),
              n,
              value,
              MOST_CLASSES));
    }
    return (int) value;
  }

  private static int hot(StoredArray array, int n) {
    long rows = array.sizes()[0];
    long classes = array.sizes()[1];
    int found = -1;
    for (int c = 0; c < classes; c++) {
      double value = array.value(array.columnMajor() ? n + c * rows : n * classes + c);
      if (value != 0 && (value != 1 || found >= 0)) {
        throw notOneHot(array, n);
      }
      found = value == 1 ? c : found;
    }
    if (found < 0) {
      throw notOneHot(array, n);
    }
    return found;
  }

  private static DataException notOneHot(StoredArray array, int n) {
    return new DataException(
        String.format(
            Locale.ROOT,
            "%s: row %,d should mark one class with 1 and all others with 0",
            array.name(),
            n));
  }
}
