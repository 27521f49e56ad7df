package io.gan4j.onnx.internal.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a tensor before the graph runs.
 *
 * @param type of its elements
 * @param dims its sizes
 * @param integers its values, where it is a short constant of whole numbers; null otherwise
 */
public record Known(ElementType type, Dims dims, @Nullable List<Long> integers) {

  public Known(ElementType type, Dims dims) {
    this(type, dims, null);
  }

  static Known floats(Dims dims) {
    return new Known(ElementType.FLOAT, dims);
  }
}
