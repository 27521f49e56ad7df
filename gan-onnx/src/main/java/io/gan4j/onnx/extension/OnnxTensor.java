package io.gan4j.onnx.extension;

import org.tensorflow.ndarray.Shape;

/**
 * A tensor of the graph that is being written.
 *
 * @param name unique in the graph
 * @param shape its shape; −1 for an axis that the batch makes longer
 */
public record OnnxTensor(String name, Shape shape) {

  /** Number of axes. */
  public int rank() {
    return shape.numDimensions();
  }
}
