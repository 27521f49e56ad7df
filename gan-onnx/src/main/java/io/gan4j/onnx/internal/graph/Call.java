package io.gan4j.onnx.internal.graph;

import io.gan4j.onnx.extension.OnnxAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node and what is known of its inputs.
 *
 * @param node the node
 * @param inputs null for one that is left out
 */
record Call(Node node, List<@Nullable Known> inputs) {

  OnnxAttributes attributes() {
    return node.attributes();
  }

  boolean has(int place) {
    return place < inputs.size() && inputs.get(place) != null;
  }

  Known input(int place) {
    Known input = place < inputs.size() ? inputs.get(place) : null;
    if (input == null) {
      throw new InvalidGraphException("has no input " + place);
    }
    return input;
  }

  Dims dims(int place) {
    return input(place).dims();
  }

  /** Sizes of an input of floats. */
  Dims floats(int place) {
    require(input(place).type() == ElementType.FLOAT, "takes float32 as input " + place);
    return dims(place);
  }

  /** Values of an input that has to be known before the graph runs. */
  List<Long> integers(int place) {
    List<Long> values = input(place).integers();
    if (values == null) {
      throw new InvalidGraphException("takes a short constant of int64 as input " + place);
    }
    return values;
  }

  void require(boolean holds, String rule) {
    if (!holds) {
      throw new InvalidGraphException(rule + ", found " + describe());
    }
  }

  private String describe() {
    StringBuilder text = new StringBuilder();
    for (Known input : inputs) {
      text.append(text.length() == 0 ? "" : " and ")
          .append(input == null ? "nothing" : input.type() + " " + input.dims());
    }
    return text.append(node.attributes().all().isEmpty() ? "" : " " + node.attributes()).toString();
  }
}
