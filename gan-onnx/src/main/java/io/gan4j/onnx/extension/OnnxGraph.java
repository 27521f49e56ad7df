package io.gan4j.onnx.extension;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Where a layer puts its nodes. They are of ONNX's operator set 17. */
public interface OnnxGraph {

  /**
   * Adds a node with one output, whose shape follows from its inputs.
   *
   * @param operator one whose shapes are known here, for example {@code Add} or {@code Conv}
   * @param inputs in the operator's order
   * @throws IllegalArgumentException if the operator is not known, or its inputs do not fit it
   */
  OnnxTensor node(String operator, OnnxAttributes attributes, OnnxTensor... inputs);

  /** The same without attributes. */
  default OnnxTensor node(String operator, OnnxTensor... inputs) {
    return node(operator, OnnxAttributes.NONE, inputs);
  }

  /**
   * Adds a node of any operator of the set that gives float32. gan4j itself loads a file with an
   * operator that it does not know only as a trusted one.
   *
   * @param shape of its output; −1 for the batch
   */
  OnnxTensor node(String operator, OnnxAttributes attributes, Shape shape, List<OnnxTensor> inputs);

  /** A vector of whole numbers (int64), such as a shape. */
  OnnxTensor integers(long... values);

  /** A constant of float32, row-major. */
  OnnxTensor floats(Shape shape, float... values);
}
