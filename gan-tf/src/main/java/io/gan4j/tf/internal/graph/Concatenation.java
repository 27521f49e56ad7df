package io.gan4j.tf.internal.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Concatenation whose gradient is the same in every session. TensorFlow keeps the edges of a node
 * with more than eight inputs in a table that is ordered by their addresses, and adds up gradients
 * in the order in which it walks them: parts that are made of one tensor would give sums that
 * differ in their last bits from session to session. So no node gets more than eight inputs.
 */
public final class Concatenation {
  /** The axis is an input too. */
  private static final int MOST_PARTS = 7;

  private Concatenation() {}

  /** Joins parts along an axis, in their order. */
  public static <T extends TNumber> Operand<T> of(Ops tf, List<Operand<T>> parts, int axis) {
    List<Operand<T>> left = parts;
    while (left.size() > 1) {
      List<Operand<T>> joined = new ArrayList<>();
      for (int first = 0; first < left.size(); first += MOST_PARTS) {
        List<Operand<T>> some = left.subList(first, Math.min(left.size(), first + MOST_PARTS));
        joined.add(some.size() == 1 ? some.get(0) : tf.concat(some, tf.constant(axis)));
      }
      left = joined;
    }
    return left.get(0);
  }
}
