package io.gan4j.tf.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * An operation that is being differentiated, inside TensorFlow's own gradient builder. Nothing in
 * here may ask for a shape: the builder holds the graph's lock, and the question would wait for
 * ever.
 *
 * @param tf where the gradient is built
 * @param operation what is differentiated
 * @param incoming gradients with respect to its outputs
 * @param <T> the graph's float type
 */
record Backward<T extends TFloating>(Ops tf, GraphOperation operation, List<Output<?>> incoming) {

  /** One of its inputs. */
  Operand<T> input(int index) {
    return typed(operation.input(index));
  }

  /** One of its inputs that holds sizes. */
  @SuppressWarnings("unchecked") // the operation's definition says int32
  Operand<TInt32> sizes(int index) {
    return (Output<TInt32>) operation.input(index);
  }

  /** Gradient with respect to its first output. */
  Operand<T> gradient() {
    return gradient(0);
  }

  /** Gradient with respect to one of its outputs. */
  Operand<T> gradient(int index) {
    return typed(incoming.get(index));
  }

  /** A scalar. */
  Operand<T> constant(double value) {
    return tf.constant(input(0).type(), value);
  }

  /** The product of all factors. */
  @SafeVarargs
  final Operand<T> product(Operand<T> first, Operand<T>... others) {
    Operand<T> product = first;
    for (Operand<T> other : others) {
      product = tf.math.mul(product, other);
    }
    return product;
  }

  String string(String attribute) {
    return operation.attributes().getAttrString(attribute);
  }

  boolean flag(String attribute) {
    return operation.attributes().getAttrBool(attribute);
  }

  long number(String attribute) {
    return operation.attributes().getAttrInt(attribute);
  }

  List<Long> numbers(String attribute) {
    return Arrays.stream(operation.attributes().getAttrIntList(attribute)).boxed().toList();
  }

  /** What a rule gives back: one gradient per input, null where none flows. */
  @SafeVarargs
  static <T extends TFloating> List<@Nullable Operand<T>> gradients(
      @Nullable Operand<T>... perInput) {
    List<@Nullable Operand<T>> gradients = new ArrayList<>();
    for (Operand<T> gradient : perInput) {
      gradients.add(gradient);
    }
    return gradients;
  }

  @SuppressWarnings("unchecked") // floats of a graph are all of one type
  private Operand<T> typed(Output<?> output) {
    return (Output<T>) output;
  }
}
