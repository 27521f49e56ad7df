package io.gan4j.datasets.internal.array;

import io.gan4j.datasets.internal.ChunkedBytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** An array of numbers as a file keeps it, in memory. */
public interface StoredArray {

  /** What messages call it: file and variable. */
  String name();

  /** Size of each axis. */
  long[] sizes();

  /** Whether the values are bytes 0 to 255. */
  boolean bytes();

  /** Whether the first axis is walked along fastest, as in Fortran and MATLAB. */
  boolean columnMajor();

  /** A value, by its place in the file's order. */
  double value(long place);

  /**
   * The bytes in slabs of one entry of the first axis each, for whoever wants them just so; empty
   * if they are not kept that way.
   */
  default Optional<ChunkedBytes> rows() {
    return Optional.empty();
  }

  /** The axes in words: {@code 60000 x 28 x 28}. */
  static String words(long[] sizes) {
    return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(" x "));
  }

  /** How many values there are. */
  static long values(long[] sizes) {
    long values = 1;
    for (long size : sizes) {
      values = Math.multiplyExact(values, size);
    }
    return values;
  }
}
