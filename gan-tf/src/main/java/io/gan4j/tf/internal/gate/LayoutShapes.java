package io.gan4j.tf.internal.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/** Operations that lay elements out otherwise, join tensors, or tell their shapes. */
final class LayoutShapes {
  private LayoutShapes() {}

  static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    rules.put("BroadcastTo", ShapeRule.one(LayoutShapes::broadcastTo, "shape"));
    rules.put("Concat", ShapeRule.one(c -> concat(c, c.scalar("concat_dim")), "concat_dim"));
    rules.put("ConcatV2", ShapeRule.one(c -> concat(c, c.scalar("axis")), "axis"));
    rules.put("DepthToSpace", ShapeRule.one(LayoutShapes::depthToSpace));
    rules.put("ExpandDims", ShapeRule.one(LayoutShapes::expandDims, "dim"));
    rules.put("Fill", ShapeRule.one(LayoutShapes::fill, "dims"));
    rules.put("NoOp", ShapeRule.many(c -> List.of()));
    rules.put("OneHot", ShapeRule.one(LayoutShapes::oneHot, "depth"));
    rules.put("Pack", ShapeRule.one(LayoutShapes::pack));
    rules.put("PlaceholderWithDefault", ShapeRule.one(LayoutShapes::withDefault));
    rules.put("Range", ShapeRule.one(LayoutShapes::range, "start", "limit", "delta"));
    rules.put("Rank", ShapeRule.one(c -> Shape.scalar()));
    rules.put("Reshape", ShapeRule.one(LayoutShapes::reshape, "shape"));
    rules.put("ReverseV2", ShapeRule.one(LayoutShapes::reverse, "axis"));
    rules.put("Shape", ShapeRule.one(c -> Shape.of(c.shape("input").numDimensions())));
    rules.put("ShapeN", ShapeRule.many(LayoutShapes::shapeN));
    rules.put("Size", ShapeRule.one(c -> Shape.scalar()));
    rules.put("SpaceToDepth", ShapeRule.one(LayoutShapes::spaceToDepth));
    rules.put("Squeeze", ShapeRule.one(LayoutShapes::squeeze));
    rules.put("Tile", ShapeRule.one(LayoutShapes::tile, "multiples"));
    rules.put("Transpose", ShapeRule.one(LayoutShapes::transpose, "perm"));
    return rules;
  }

  /** A list of sizes as a shape. */
  static Shape shape(ShapeContext c, List<Long> sizes) {
    sizes.forEach(size -> c.require(size >= 0, "makes an axis of size " + size));
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  private static Shape broadcastTo(ShapeContext c) {
    Shape wanted = shape(c, c.vector("shape"));
    Shape found = c.broadcast(c.shape("input"), wanted);
    c.require(found.equals(wanted), "repeats " + c.shape("input") + " to " + wanted);
    return wanted;
  }

  private static Shape concat(ShapeContext c, long axis) {
    List<Shape> shapes = c.shapes("values");
    long[] sizes = shapes.get(0).asArray();
    int joined = c.axis(axis, sizes.length);
    for (Shape shape : shapes.subList(1, shapes.size())) {
      c.require(shape.numDimensions() == sizes.length, "joins " + shapes);
      for (int i = 0; i < sizes.length; i++) {
        c.require(i == joined || shape.get(i) == sizes[i], "joins " + shapes);
      }
      sizes[joined] += shape.get(joined);
    }
    return Shape.of(sizes);
  }

  private static Shape depthToSpace(ShapeContext c) {
    Shape input = c.ranked("input", 4);
    long block = c.number("block_size");
    c.require(c.text("data_format").equals("NHWC"), "has its channels elsewhere than last");
    c.require(
        block < 1024 && input.get(3) % (block * block) == 0,
        "spreads the channels of " + input + " over squares of " + block);
    return Shape.of(
        input.get(0), input.get(1) * block, input.get(2) * block, input.get(3) / (block * block));
  }

  private static Shape spaceToDepth(ShapeContext c) {
    Shape input = c.ranked("input", 4);
    long block = c.number("block_size");
    c.require(c.text("data_format").equals("NHWC"), "has its channels elsewhere than last");
    c.require(
        input.get(1) % block == 0 && input.get(2) % block == 0,
        "takes squares of " + block + " from " + input);
    return Shape.of(
        input.get(0), input.get(1) / block, input.get(2) / block, input.get(3) * block * block);
  }

  private static Shape expandDims(ShapeContext c) {
    Shape input = c.shape("input");
    List<Long> dim = c.values("dim");
    c.require(dim.size() == 1, "adds " + dim.size() + " axes");
    List<Long> sizes = sizes(input);
    sizes.add(c.axis(dim.get(0), input.numDimensions() + 1), 1L);
    return shape(c, sizes);
  }

  private static Shape fill(ShapeContext c) {
    c.ranked("value", 0);
    return shape(c, c.vector("dims"));
  }

  private static Shape oneHot(ShapeContext c) {
    c.ranked("on_value", 0);
    c.ranked("off_value", 0);
    List<Long> sizes = sizes(c.shape("indices"));
    long axis = c.number("axis");
    c.require(axis >= -1 && axis <= sizes.size(), "adds an axis at " + axis);
    sizes.add(axis == -1 ? sizes.size() : (int) axis, c.scalar("depth"));
    return shape(c, sizes);
  }

  private static Shape pack(ShapeContext c) {
    Shape each = ElementwiseShapes.same(c, c.shapes("values"));
    List<Long> sizes = sizes(each);
    int axis = c.axis(c.number("axis"), sizes.size() + 1);
    sizes.add(axis, (long) c.inputs("values").size());
    return shape(c, sizes);
  }

  /** Nobody feeds it, but the one that is said to be fed. */
  private static Shape withDefault(ShapeContext c) {
    Shape input = c.shape("input");
    Shape declared = Feeds.shape(c.attribute("shape").getShape());
    c.require(declared.isCompatibleWith(input), "is of shape " + declared + ", not " + input);
    return input;
  }

  private static Shape range(ShapeContext c) {
    long start = c.scalar("start");
    long limit = c.scalar("limit");
    long delta = c.scalar("delta");
    long way = limit - start;
    c.require(
        start == (int) start
            && limit == (int) limit
            && delta != 0
            && (way == 0 || (way < 0) == (delta < 0)),
        "counts from " + start + " to " + limit + " by " + delta);
    long whole = way / delta;
    return Shape.of(way % delta == 0 ? whole : whole + 1);
  }

  private static Shape reshape(ShapeContext c) {
    long[] sizes = c.vector("shape").stream().mapToLong(Long::longValue).toArray();
    long elements = KnownTensor.elements(c.shape("tensor"));
    int open = -1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1) {
        c.require(open < 0, "leaves two sizes open");
        open = i;
        sizes[i] = 1;
      }
      c.require(sizes[i] >= 0, "makes an axis of size " + sizes[i]);
    }
    long others = KnownTensor.elements(Shape.of(sizes));
    if (open >= 0) {
      c.require(
          others > 0 && elements % others == 0,
          "makes rows of " + others + " of " + c.shape("tensor"));
      sizes[open] = elements / others;
    } else {
      c.require(others == elements, "makes " + Shape.of(sizes) + " of " + c.shape("tensor"));
    }
    return Shape.of(sizes);
  }

  private static Shape reverse(ShapeContext c) {
    Shape input = c.shape("tensor");
    axes(c, c.vector("axis"), input.numDimensions());
    return input;
  }

  /** Axes without a sign, each once. */
  static Set<Integer> axes(ShapeContext c, List<Long> axes, int rank) {
    Set<Integer> all = new HashSet<>();
    axes.forEach(axis -> c.require(all.add(c.axis(axis, rank)), "names an axis twice"));
    return all;
  }

  private static List<Shape> shapeN(ShapeContext c) {
    return c.shapes("input").stream().map(shape -> Shape.of(shape.numDimensions())).toList();
  }

  private static Shape squeeze(ShapeContext c) {
    Shape input = c.shape("input");
    List<Long> named = c.numbers("squeeze_dims");
    Set<Integer> dropped = axes(c, named, input.numDimensions());
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < input.numDimensions(); i++) {
      boolean drop = named.isEmpty() ? input.get(i) == 1 : dropped.contains(i);
      c.require(!drop || input.get(i) == 1, "drops axis " + i + " of " + input);
      if (!drop) {
        sizes.add(input.get(i));
      }
    }
    return shape(c, sizes);
  }

  private static Shape tile(ShapeContext c) {
    Shape input = c.shape("input");
    List<Long> multiples = c.vector("multiples");
    c.require(multiples.size() == input.numDimensions(), "repeats " + input + " " + multiples);
    long[] sizes = input.asArray();
    for (int i = 0; i < sizes.length; i++) {
      long multiple = multiples.get(i);
      c.require(
          multiple >= 0 && multiple <= Integer.MAX_VALUE, "repeats " + input + " " + multiples);
      sizes[i] *= multiple;
    }
    return Shape.of(sizes);
  }

  private static Shape transpose(ShapeContext c) {
    Shape x = c.shape("x");
    List<Long> perm = c.vector("perm");
    List<Long> sorted = new ArrayList<>(perm);
    Collections.sort(sorted);
    boolean permutation = perm.size() == x.numDimensions();
    for (int i = 0; permutation && i < sorted.size(); i++) {
      permutation = sorted.get(i) == i;
    }
    c.require(permutation, "puts the axes of " + x + " in the order " + perm);
    return Shape.of(perm.stream().mapToLong(axis -> x.get(axis.intValue())).toArray());
  }

  private static List<Long> sizes(Shape shape) {
    return new ArrayList<>(Arrays.stream(shape.asArray()).boxed().toList());
  }
}
