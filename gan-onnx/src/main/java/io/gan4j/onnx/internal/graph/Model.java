package io.gan4j.onnx.internal.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole model.
 *
 * @param inputs by name, in order; sizes below 0 are the batch
 * @param constants by name
 * @param nodes in an order in which they can run
 * @param outputs by name, in order
 * @param metadata beside the graph
 */
public record Model(
    Map<String, Known> inputs,
    Map<String, Constant> constants,
    List<Node> nodes,
    Map<String, Known> outputs,
    Map<String, String> metadata) {
  /** The operator set. */
  public static final int OPERATORS = 17;

  public Model {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    nodes = List.copyOf(nodes);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
