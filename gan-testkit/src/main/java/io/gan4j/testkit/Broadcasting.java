package io.gan4j.testkit;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** How the elements of two tensors meet. */
final class Broadcasting {
  private Broadcasting() {}

  /** NumPy's rule: aligned at the last axis, sizes equal or one of them 1. */
  static Shape shape(Shape a, Shape b) {
    int rank = Math.max(a.numDimensions(), b.numDimensions());
    long[] sizes = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long p = i <= a.numDimensions() ? a.get(a.numDimensions() - i) : 1;
      long q = i <= b.numDimensions() ? b.get(b.numDimensions() - i) : 1;
      if (p != q && p != 1 && q != 1) {
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
      }
      sizes[rank - i] = p == 1 ? q : p;
    }
    return Shape.of(sizes);
  }

  /** Where each element of the result stands in an operand. */
  static int[] positions(Shape operand, Shape result) {
    int[] positions = new int[Math.toIntExact(result.size())];
    if (operand.equals(result)) {
      Arrays.setAll(positions, i -> i);
      return positions;
    }
    int offset = result.numDimensions() - operand.numDimensions();
    int inner = 1; // elements of the result from one step of the axis to the next
    int stride = 1; // the same in the operand
    for (int axis = result.numDimensions() - 1; axis >= offset; axis--) {
      int size = (int) result.get(axis);
      int own = (int) operand.get(axis - offset);
      for (int i = 0; own > 1 && i < positions.length; i++) {
        positions[i] += i / inner % size * stride;
      }
      inner *= size;
      stride *= own;
    }
    return positions;
  }
}
