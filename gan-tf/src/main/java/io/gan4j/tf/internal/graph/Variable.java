package io.gan4j.tf.internal.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * A variable of the graph.
 *
 * @param name unique in the graph, for example {@code generator/0.dense/kernel}
 * @param shape its shape
 * @param handle what updates take
 * @param read the one read that everything before this step's updates shares, so that all of it
 *     sees the same value
 * @param fed a value to be assigned
 * @param assign assigns it
 * @param <T> its type
 */
public record Variable<T extends TFloating>(
    String name,
    Shape shape,
    Operand<? extends TType> handle,
    Operand<T> read,
    Placeholder<T> fed,
    Op assign) {

  /** Its value at the time the dependencies of these operations are done. */
  public Operand<T> readAfter(Ops dependent) {
    return dependent.readVariableOp(handle, read.type());
  }
}
