package io.gan4j.datasets.internal.array;

import io.gan4j.api.DataException;
import io.gan4j.datasets.array.ArrayLayout;
import io.gan4j.datasets.array.ArrayLayout.Axis;
import io.gan4j.datasets.array.ArrayLayout.Order;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an array keeps the values of each sample: value {@code j} of sample {@code n} is at place
 * {@code n * stride + offsets[j]}, in the order in which gan4j wants them (height, width,
 * channels).
 *
 * @param count samples
 * @param shape of one sample
 * @param stride places from one sample to the next
 * @param offsets one per value of a sample
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this package
record Placement(long count, long[] shape, long stride, long[] offsets) {
  private static final long MOST_VALUES = 1 << 28;

  /** An axis of a sample: how many entries it has and how far apart they lie. */
  private record Side(long size, long stride) {}

  static Placement of(StoredArray array, ArrayLayout layout) {
    for (long size : array.sizes()) {
      if (size <= 0) {
        throw new DataException(
            array.name() + " holds no values: it is " + StoredArray.words(array.sizes()));
      }
    }
    List<Side> sides = sides(array);
    int sampleAxis = layout.samples() == Axis.FIRST ? 0 : sides.size() - 1;
    Side samples = sides.remove(sampleAxis);
    if (sides.isEmpty()) {
      sides.add(new Side(1, 1));
    }
    if (!layout.shape().isEmpty()) {
      sides = unflattened(array, layout, sides);
    }
    if (sides.size() == 3 && channelsFirst(layout, sides)) {
      sides.add(sides.remove(0));
    }
    boolean picture = sides.size() == 2 || sides.size() == 3;
    if (picture && layout.shape().isEmpty() && layout.order() == Order.COLUMNS) {
      sides.add(1, sides.remove(0));
    }
    if (sides.size() == 2) {
      sides.add(new Side(1, 1));
    }
    return placed(array, samples, sides);
  }

  /** Whether the samples lie in the file exactly as they are wanted. */
  boolean asStored() {
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] != i) {
        return false;
      }
    }
    return stride == offsets.length;
  }

  private static List<Side> sides(StoredArray array) {
    long[] sizes = array.sizes();
    Side[] sides = new Side[sizes.length];
    long stride = 1;
    for (int i = 0; i < sizes.length; i++) {
      int axis = array.columnMajor() ? i : sizes.length - 1 - i;
      sides[axis] = new Side(sizes[axis], stride);
      stride *= sizes[axis];
    }
    return new ArrayList<>(List.of(sides));
  }

  private static List<Side> unflattened(StoredArray array, ArrayLayout layout, List<Side> flat) {
    List<Integer> shape = layout.shape();
    long wanted = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (flat.size() != 1 || flat.get(0).size() != wanted) {
      throw new DataException(
          array.name()
              + " is "
              + StoredArray.words(array.sizes())
              + ", samples "
              + (layout.samples() == Axis.FIRST ? "first" : "last")
              + ", which layout.shape "
              + shape
              + " does not fit: it needs "
              + wanted
              + " values per sample on one axis");
    }
    Side[] sides = new Side[shape.size()];
    long stride = flat.get(0).stride();
    for (int i = 0; i < sides.length; i++) {
      int axis = layout.order() == Order.COLUMNS ? i : sides.length - 1 - i;
      sides[axis] = new Side(shape.get(axis), stride);
      stride *= shape.get(axis);
    }
    return new ArrayList<>(List.of(sides));
  }

  private static boolean channelsFirst(ArrayLayout layout, List<Side> sides) {
    if (layout.channels() != null) {
      return layout.channels() == Axis.FIRST;
    }
    return !isChannels(sides.get(2).size()) && isChannels(sides.get(0).size());
  }

  private static boolean isChannels(long size) {
    return size == 1 || size == 3 || size == 4;
  }

  private static Placement placed(StoredArray array, Side samples, List<Side> sides) {
    long[] shape = sides.stream().mapToLong(Side::size).toArray();
    long width = StoredArray.values(shape);
    if (width > MOST_VALUES) {
      throw new DataException(
          array.name()
              + " is "
              + StoredArray.words(array.sizes())
              + ": a sample of "
              + width
              + " values; accepted: up to 2^28. Which axis counts the samples?");
    }
    long[] offsets = new long[(int) width];
    for (int i = 0; i < offsets.length; i++) {
      long rest = i;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        offsets[i] += rest % shape[axis] * sides.get(axis).stride();
        rest /= shape[axis];
      }
    }
    return new Placement(samples.size(), shape, samples.stride(), offsets);
  }
}
