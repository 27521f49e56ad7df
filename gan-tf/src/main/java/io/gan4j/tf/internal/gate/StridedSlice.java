package io.gan4j.tf.internal.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * What a {@code StridedSlice} takes of a tensor: Python's {@code x[begin:end:stride, …]} with its
 * ellipsis, new axes and single places.
 */
final class StridedSlice {
  private final ShapeContext c;
  private final Shape input;
  private final List<Long> begin;
  private final List<Long> end;
  private final List<Long> strides;
  private final List<Long> sizes = new ArrayList<>();
  private final List<Places> places = new ArrayList<>();

  /** Every so many of an axis. */
  record Places(long first, long stride, long count) {
    LongStream each() {
      return LongStream.range(0, count).map(i -> first + i * stride);
    }
  }

  /**
   * @throws Refused if it does not fit its input
   */
  StridedSlice(ShapeContext c) {
    this.c = c;
    input = c.shape("input");
    begin = c.vector("begin");
    end = c.vector("end");
    strides = c.vector("strides");
    int given = begin.size();
    c.require(
        given <= 32 && end.size() == given && strides.size() == given,
        "takes slices that do not fit together");
    for (int i = 0; i < given; i++) {
      if (has("ellipsis_mask", i)) {
        takeAllBut(axesAfter(i));
      } else if (has("new_axis_mask", i)) {
        sizes.add(1L);
      } else {
        take(i);
      }
    }
    takeAllBut(0);
  }

  /** The shape of what it gives. */
  Shape shape() {
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  /** What it takes of each axis of its input. */
  List<Places> places() {
    return places;
  }

  private boolean has(String mask, int bit) {
    return (c.number(mask) >> bit & 1) == 1;
  }

  /** Axes of the input that are left to the slices after an ellipsis. */
  private int axesAfter(int ellipsis) {
    int axes = 0;
    for (int i = ellipsis + 1; i < begin.size(); i++) {
      c.require(!has("ellipsis_mask", i), "has two ellipses");
      axes += has("new_axis_mask", i) ? 0 : 1;
    }
    return axes;
  }

  private void takeAllBut(int axes) {
    while (places.size() < input.numDimensions() - axes) {
      long size = input.get(places.size());
      places.add(new Places(0, 1, size));
      sizes.add(size);
    }
  }

  private void take(int i) {
    c.require(places.size() < input.numDimensions(), "takes more axes than " + input + " has");
    long size = input.get(places.size());
    long stride = strides.get(i);
    if (has("shrink_axis_mask", i)) {
      long place = begin.get(i) < 0 ? begin.get(i) + size : begin.get(i);
      c.require(stride == 1 && place >= 0 && place < size, "takes place " + place + " of " + size);
      places.add(new Places(place, 1, 1));
      return;
    }
    c.require(stride != 0 && stride == (int) stride, "takes steps of " + stride);
    Places taken =
        places(
            size,
            has("begin_mask", i) ? null : begin.get(i),
            has("end_mask", i) ? null : end.get(i),
            stride);
    places.add(taken);
    sizes.add(taken.count());
  }

  /**
   * As Python counts.
   *
   * @param begin null: from the end that it steps away from
   * @param end null: to the other end
   */
  private static Places places(long size, @Nullable Long begin, @Nullable Long end, long stride) {
    long lowest = stride > 0 ? 0 : -1;
    long highest = stride > 0 ? size : size - 1;
    long first = begin == null ? (stride > 0 ? lowest : highest) : at(begin, size, lowest, highest);
    long stop = end == null ? (stride > 0 ? highest : lowest) : at(end, size, lowest, highest);
    long way = stop - first;
    if (way == 0 || (way < 0) != (stride < 0)) {
      return new Places(0, 1, 0);
    }
    return new Places(first, stride, way / stride + (way % stride == 0 ? 0 : 1));
  }

  private static long at(long place, long size, long lowest, long highest) {
    long counted = place < 0 ? place + size : place;
    return Math.max(lowest, Math.min(highest, counted));
  }
}
