package io.gan4j.onnx.internal.graph;

import io.gan4j.onnx.extension.OnnxAttributes;
import java.util.List;

/**
 * One operation with one output.
 *
 * @param operator of operator set 17
 * @param inputs names of tensors; empty for one that is left out
 * @param output its name
 */
public record Node(String operator, List<String> inputs, String output, OnnxAttributes attributes) {

  public Node {
    inputs = List.copyOf(inputs);
  }
}
