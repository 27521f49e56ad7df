package io.gan4j.api.layer;

import io.gan4j.api.network.ShapeMismatchException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/** How branches become one again. */
public enum Combine {
  /** The sum; branches have one shape. */
  ADD,
  /** The product; branches have one shape. */
  MULTIPLY,
  /** Side by side along the last axis; the other axes are the same. */
  CONCAT;

  /**
   * Shape of the result.
   *
   * @param branches what the branches make, by name, in order
   * @throws ShapeMismatchException naming the branches and their shapes, if they do not meet
   */
  public Shape outputShape(Map<String, Shape> branches) {
    Map<String, Shape> mustMeet = new LinkedHashMap<>(branches);
    if (this == CONCAT) {
      mustMeet.replaceAll((name, shape) -> shape.take(shape.numDimensions() - 1));
    }
    if (mustMeet.values().stream().distinct().count() > 1) {
      throw new ShapeMismatchException(
          "combines branches of one shape"
              + (this == CONCAT ? " but for the last axis" : "")
              + ", got "
              + branches.entrySet().stream()
                  .map(branch -> branch.getKey() + " " + branch.getValue())
                  .collect(Collectors.joining(" and ")));
    }
    Shape first = branches.values().iterator().next();
    if (this != CONCAT) {
      return first;
    }
    long[] sizes = Arrays.copyOf(first.asArray(), first.numDimensions());
    sizes[sizes.length - 1] =
        branches.values().stream().mapToLong(shape -> shape.get(shape.numDimensions() - 1)).sum();
    return Shape.of(sizes);
  }
}
