package io.gan4j.tf.internal.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.tensorflow.ndarray.Shape;

/** Operations that take parts of tensors, or put something around them. */
final class SlicingShapes {
  private SlicingShapes() {}

  static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    rules.put("Gather", ShapeRule.one(c -> gather(c, 0, 0)));
    rules.put(
        "GatherV2",
        ShapeRule.one(c -> gather(c, c.scalar("axis"), c.number("batch_dims")), "axis"));
    rules.put("MirrorPad", ShapeRule.one(SlicingShapes::mirrorPad, "paddings"));
    rules.put("Pad", ShapeRule.one(SlicingShapes::pad, "paddings"));
    rules.put("PadV2", ShapeRule.one(SlicingShapes::padWith, "paddings"));
    rules.put("Slice", ShapeRule.one(SlicingShapes::slice, "begin", "size"));
    rules.put("Split", ShapeRule.many(SlicingShapes::split, "split_dim"));
    rules.put("SplitV", ShapeRule.many(SlicingShapes::splitV, "split_dim", "size_splits"));
    rules.put(
        "StridedSlice", ShapeRule.one(c -> new StridedSlice(c).shape(), "begin", "end", "strides"));
    rules.put("Unpack", ShapeRule.many(SlicingShapes::unpack));
    return rules;
  }

  private static Shape gather(ShapeContext c, long axis, long batchAxes) {
    Shape params = c.shape("params");
    Shape indices = c.shape("indices");
    int place = c.axis(axis, params.numDimensions());
    long batch = batchAxes < 0 ? batchAxes + indices.numDimensions() : batchAxes;
    c.require(
        batch >= 0 && batch <= indices.numDimensions() && batch <= place,
        "looks up " + indices + " in " + params);
    for (int i = 0; i < batch; i++) {
      c.require(params.get(i) == indices.get(i), "looks up " + indices + " in " + params);
    }
    return params
        .take(place)
        .append(indices.subShape((int) batch, indices.numDimensions()))
        .append(params.subShape(place + 1, params.numDimensions()));
  }

  private static Shape pad(ShapeContext c) {
    return padded(c, size -> Integer.MAX_VALUE);
  }

  private static Shape padWith(ShapeContext c) {
    c.ranked("constant_values", 0);
    return pad(c);
  }

  private static Shape mirrorPad(ShapeContext c) {
    boolean repeatsTheEdge = c.text("mode").equals("SYMMETRIC");
    return padded(c, size -> repeatsTheEdge ? size : size - 1);
  }

  /**
   * @param most how much may be put on each side of an axis of a size
   */
  private static Shape padded(ShapeContext c, LongUnaryOperator most) {
    Shape input = c.shape("input");
    Shape paddings = c.ranked("paddings", 2);
    long[] sizes = input.asArray();
    List<Long> added = c.values("paddings");
    c.require(
        paddings.get(0) == sizes.length && paddings.get(1) == 2,
        "pads " + input + " by " + paddings);
    for (int i = 0; i < sizes.length; i++) {
      long before = added.get(2 * i);
      long after = added.get(2 * i + 1);
      long limit = most.applyAsLong(sizes[i]);
      c.require(
          before >= 0 && before <= limit && after >= 0 && after <= limit,
          "pads " + input + " by " + added);
      sizes[i] += before + after;
    }
    return Shape.of(sizes);
  }

  private static Shape slice(ShapeContext c) {
    Shape input = c.shape("input");
    List<Long> begin = c.vector("begin");
    List<Long> size = c.vector("size");
    int rank = input.numDimensions();
    c.require(begin.size() == rank && size.size() == rank, "takes " + size + " of " + input);
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      long from = begin.get(i);
      sizes[i] = size.get(i) == -1 ? input.get(i) - from : size.get(i);
      c.require(
          from >= 0 && sizes[i] >= 0 && sizes[i] <= input.get(i) - from,
          "takes " + size + " at " + begin + " of " + input);
    }
    return Shape.of(sizes);
  }

  private static List<Shape> split(ShapeContext c) {
    Shape value = c.shape("value");
    int axis = c.axis(c.scalar("split_dim"), value.numDimensions());
    long parts = c.number("num_split");
    c.require(value.get(axis) % parts == 0, "cuts " + value + " into " + parts);
    return Collections.nCopies((int) parts, with(value, axis, value.get(axis) / parts));
  }

  private static List<Shape> splitV(ShapeContext c) {
    Shape value = c.shape("value");
    int axis = c.axis(c.scalar("split_dim"), value.numDimensions());
    List<Long> sizes = c.vector("size_splits");
    c.require(sizes.size() == c.number("num_split"), "cuts into " + sizes);
    long open = sizes.stream().filter(size -> size == -1).count();
    long known = 0;
    for (long size : sizes) {
      c.require(size >= -1 && size <= value.get(axis), "cuts " + value + " into " + sizes);
      known += Math.max(0, size);
    }
    long rest = value.get(axis) - known;
    c.require(open == 0 ? rest == 0 : open == 1 && rest >= 0, "cuts " + value + " into " + sizes);
    List<Shape> parts = new ArrayList<>();
    sizes.forEach(size -> parts.add(with(value, axis, size == -1 ? rest : size)));
    return parts;
  }

  private static List<Shape> unpack(ShapeContext c) {
    Shape value = c.shape("value");
    int axis = c.axis(c.number("axis"), value.numDimensions());
    long parts = c.number("num");
    c.require(value.get(axis) == parts, "takes " + value + " for " + parts);
    return Collections.nCopies((int) parts, ReductionShapes.without(value, Set.of(axis), false));
  }

  private static Shape with(Shape shape, int axis, long size) {
    long[] sizes = shape.asArray();
    sizes[axis] = size;
    return Shape.of(sizes);
  }
}
