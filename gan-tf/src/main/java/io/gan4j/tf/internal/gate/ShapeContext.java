package io.gan4j.tf.internal.gate;

import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** A node with what is known of its inputs, as a shape function sees it. */
final class ShapeContext {
  private final NodeDef node;
  private final OpDef definition;
  private final Map<String, List<KnownTensor>> inputs;

  /**
   * @param inputs by the names of the operation's arguments; their shapes are known
   */
  ShapeContext(NodeDef node, OpDef definition, Map<String, List<KnownTensor>> inputs) {
    this.node = node;
    this.definition = definition;
    this.inputs = inputs;
  }

  String operation() {
    return node.getOp();
  }

  /** All inputs, in order. */
  List<KnownTensor> inputs() {
    return inputs.values().stream().flatMap(List::stream).toList();
  }

  List<KnownTensor> inputs(String argument) {
    List<KnownTensor> found = inputs.get(argument);
    if (found == null) {
      throw new IllegalStateException(operation() + " has no input " + argument);
    }
    return found;
  }

  KnownTensor input(String argument) {
    return inputs(argument).get(0);
  }

  Shape shape(String argument) {
    return input(argument).shape();
  }

  List<Shape> shapes(String argument) {
    return inputs(argument).stream().map(KnownTensor::shape).toList();
  }

  /** The shape of an input that must have so many axes. */
  Shape ranked(String argument, int rank) {
    Shape shape = shape(argument);
    require(shape.numDimensions() == rank, "takes a " + argument + " of shape " + shape);
    return shape;
  }

  /** The elements of an input whose values decide sizes. */
  List<Long> values(String argument) {
    List<Long> values = input(argument).values();
    if (values == null) {
      throw refused("takes a " + argument + " that is not known before it runs");
    }
    return values;
  }

  /** The elements of a vector whose values decide sizes. */
  List<Long> vector(String argument) {
    ranked(argument, 1);
    return values(argument);
  }

  /** A scalar whose value decides sizes. */
  long scalar(String argument) {
    ranked(argument, 0);
    return values(argument).get(0);
  }

  boolean has(String attribute) {
    return definition.getAttrList().stream().anyMatch(a -> a.getName().equals(attribute));
  }

  long number(String attribute) {
    return attribute(attribute).getI();
  }

  boolean flag(String attribute) {
    return attribute(attribute).getB();
  }

  String text(String attribute) {
    return attribute(attribute).getS().toStringUtf8();
  }

  List<Long> numbers(String attribute) {
    return attribute(attribute).getList().getIList();
  }

  AttrValue attribute(String name) {
    return Attributes.value(node, definition, name);
  }

  /**
   * An axis that may be counted from the end.
   *
   * @param rank of what it is an axis of
   */
  int axis(long axis, int rank) {
    require(axis >= -rank && axis < rank, "names an axis " + axis + " of " + rank);
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** The shape of two tensors combined element by element. */
  Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.numDimensions(), b.numDimensions());
    long[] sizes = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long left = i > a.numDimensions() ? 1 : a.get(a.numDimensions() - i);
      long right = i > b.numDimensions() ? 1 : b.get(b.numDimensions() - i);
      require(left == right || left == 1 || right == 1, "combines " + a + " with " + b);
      sizes[rank - i] = left == 1 ? right : left;
    }
    return Shape.of(sizes);
  }

  void require(boolean right, String otherwise) {
    if (!right) {
      throw refused(otherwise);
    }
  }

  Refused refused(String reason) {
    return Refused.node(node.getName(), "(" + operation() + ") " + reason);
  }
}
