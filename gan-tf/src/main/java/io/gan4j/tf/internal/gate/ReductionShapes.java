package io.gan4j.tf.internal.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/** Operations that sum over axes, or go by all of an axis: reductions, products, softmax. */
final class ReductionShapes {
  private ReductionShapes() {}

  static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    for (String operation : List.of("All", "Any", "Max", "Mean", "Min", "Prod", "Sum")) {
      rules.put(operation, ShapeRule.one(ReductionShapes::reduce, "reduction_indices"));
    }
    for (String operation : List.of("ArgMax", "ArgMin")) {
      rules.put(operation, ShapeRule.one(ReductionShapes::place, "dimension"));
    }
    for (String operation : List.of("BatchMatMul", "BatchMatMulV2", "BatchMatMulV3")) {
      rules.put(operation, ShapeRule.one(ReductionShapes::batchMatMul));
    }
    rules.put("MatMul", ShapeRule.one(ReductionShapes::matMul));
    for (String operation : List.of("LogSoftmax", "Softmax")) {
      rules.put(operation, ShapeRule.one(ReductionShapes::softmax));
    }
    return rules;
  }

  private static Shape reduce(ShapeContext c) {
    Shape input = c.shape("input");
    c.require(c.shape("reduction_indices").numDimensions() <= 1, "has its axes in a table");
    Set<Integer> axes = LayoutShapes.axes(c, c.values("reduction_indices"), input.numDimensions());
    return without(input, axes, c.flag("keep_dims"));
  }

  private static Shape place(ShapeContext c) {
    Shape input = c.shape("input");
    int axis = c.axis(c.scalar("dimension"), input.numDimensions());
    return without(input, Set.of(axis), false);
  }

  /**
   * @param kept whether an axis of size 1 stays for each
   */
  static Shape without(Shape shape, Set<Integer> axes, boolean kept) {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < shape.numDimensions(); i++) {
      if (!axes.contains(i)) {
        sizes.add(shape.get(i));
      } else if (kept) {
        sizes.add(1L);
      }
    }
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  private static Shape matMul(ShapeContext c) {
    return product(
        c, c.ranked("a", 2), c.ranked("b", 2), c.flag("transpose_a"), c.flag("transpose_b"));
  }

  private static Shape batchMatMul(ShapeContext c) {
    Shape x = c.shape("x");
    Shape y = c.shape("y");
    int left = x.numDimensions() - 2;
    int right = y.numDimensions() - 2;
    c.require(left >= 0 && right >= 0, "multiplies " + x + " by " + y);
    Shape each =
        product(
            c,
            x.subShape(left, left + 2),
            y.subShape(right, right + 2),
            c.flag("adj_x"),
            c.flag("adj_y"));
    c.require(
        !c.operation().equals("BatchMatMul") || x.take(left).equals(y.take(right)),
        "multiplies " + x + " by " + y);
    return c.broadcast(x.take(left), y.take(right)).append(each);
  }

  private static Shape product(
      ShapeContext c, Shape left, Shape right, boolean leftTurned, boolean rightTurned) {
    c.require(
        left.get(leftTurned ? 0 : 1) == right.get(rightTurned ? 1 : 0),
        "multiplies " + left + " by " + right);
    return Shape.of(left.get(leftTurned ? 1 : 0), right.get(rightTurned ? 0 : 1));
  }

  private static Shape softmax(ShapeContext c) {
    Shape logits = c.shape("logits");
    c.require(logits.numDimensions() > 0, "takes a scalar");
    return logits;
  }
}
