package io.gan4j.tf.internal.gate;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/**
 * How the shapes of an operation's outputs follow from its inputs and attributes, and which of
 * these it would fail on.
 *
 * @param shapes of the outputs that others may take, from the first
 * @param sizes names of the inputs whose values it goes by
 */
record ShapeRule(Function<ShapeContext, List<Shape>> shapes, Set<String> sizes) {

  /** Of an operation with one output that others may take. */
  static ShapeRule one(Function<ShapeContext, Shape> shape, String... sizes) {
    return new ShapeRule(context -> List.of(shape.apply(context)), Set.of(sizes));
  }

  /** Of an operation with any number of outputs. */
  static ShapeRule many(Function<ShapeContext, List<Shape>> shapes, String... sizes) {
    return new ShapeRule(shapes, Set.of(sizes));
  }
}
