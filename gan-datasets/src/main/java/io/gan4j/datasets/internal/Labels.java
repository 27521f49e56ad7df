package io.gan4j.datasets.internal;

import io.gan4j.api.data.LabelSpace;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** One class per sample. */
public final class Labels {
  /** Numbers without a sample for each that has one. */
  private static final int MOST_EMPTY = 10;

  private final int[] values;
  private final LabelSpace space;

  /**
   * @param values one per sample, each an index into the classes
   * @param space the classes
   */
  public Labels(int[] values, LabelSpace space) {
    this.values = values;
    this.space = space;
  }

  /**
   * Classes named by their numbers: 0 up to the largest label, also those that no sample has, or,
   * where nearly all of these would be such, the numbers that there are.
   */
  public static Labels numbered(int[] values) {
    int[] different = Arrays.stream(values).distinct().sorted().toArray();
    int largest = different.length == 0 ? 0 : different[different.length - 1];
    if (largest / MOST_EMPTY < different.length + 1) {
      return new Labels(values, named(IntStream.rangeClosed(0, largest)));
    }
    return new Labels(
        Arrays.stream(values).map(value -> Arrays.binarySearch(different, value)).toArray(),
        named(Arrays.stream(different)));
  }

  private static LabelSpace named(IntStream numbers) {
    return new LabelSpace(numbers.mapToObj(Integer::toString).toList());
  }

  /** Classes named by words, in the words' own order. */
  public static Labels named(List<String> words) {
    List<String> names = List.copyOf(new TreeSet<>(words));
    return new Labels(
        words.stream().mapToInt(word -> Collections.binarySearch(names, word)).toArray(),
        new LabelSpace(names));
  }

  public int count() {
    return values.length;
  }

  public int at(long index) {
    return values[(int) index];
  }

  public LabelSpace space() {
    return space;
  }

  /** Adds all labels in their order. */
  public void addTo(Digest digest) {
    int width = space.count() <= 256 ? 1 : Integer.BYTES;
    byte[] bytes = new byte[values.length * width];
    for (int i = 0; i < values.length; i++) {
      for (int b = 0; b < width; b++) {
        bytes[i * width + b] = (byte) (values[i] >>> (8 * b));
      }
    }
    digest.add(bytes, bytes.length);
  }
}
