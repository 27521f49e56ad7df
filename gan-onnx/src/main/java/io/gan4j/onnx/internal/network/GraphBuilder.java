package io.gan4j.onnx.internal.network;

import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxGraph;
import io.gan4j.onnx.extension.OnnxTensor;
import io.gan4j.onnx.internal.graph.Constant;
import io.gan4j.onnx.internal.graph.Dims;
import io.gan4j.onnx.internal.graph.ElementType;
import io.gan4j.onnx.internal.graph.Known;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.graph.Node;
import io.gan4j.onnx.internal.graph.Operators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Puts a graph together. What is known of each tensor is found as nodes are added; weights in
 * another order of axes or another shape become weights, not nodes.
 */
public final class GraphBuilder implements OnnxGraph {
  private final Map<String, Known> inputs = new LinkedHashMap<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Map<String, Known> known = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private String scope = "";

  /** What the names of further nodes begin with. */
  void scope(String prefix) {
    scope = prefix;
  }

  /** An input of the model; −1 for the batch. */
  OnnxTensor input(String name, Known what) {
    inputs.put(name, what);
    return defined(name, what);
  }

  /** Weights under their own name. */
  OnnxTensor constant(String name, Constant values) {
    if (constants.put(name, values) == null) {
      known.put(name, values.known());
    }
    return tensor(name, values.known());
  }

  private OnnxTensor defined(String name, Known what) {
    if (known.put(name, what) != null) {
      throw new IllegalStateException("two tensors are called '" + name + "'");
    }
    return tensor(name, what);
  }

  private static OnnxTensor tensor(String name, Known what) {
    return new OnnxTensor(name, what.dims().shape());
  }

  private String unused(String name) {
    String free = name;
    for (int i = 2; known.containsKey(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  @Override
  public OnnxTensor node(String operator, OnnxAttributes attributes, OnnxTensor... from) {
    Constant moved = moved(operator, attributes, from);
    if (moved != null) {
      String how = operator.equals("Transpose") ? "/transposed" : "/reshaped";
      return constant(unused(from[0].name() + how), moved);
    }
    List<Known> given = Arrays.stream(from).map(this::known).toList();
    Node node = node(operator, attributes, List.of(from));
    return added(node, Operators.infer(node, new ArrayList<>(given)));
  }

  @Override
  public OnnxTensor node(
      String operator, OnnxAttributes attributes, Shape shape, List<OnnxTensor> from) {
    from.forEach(this::known);
    return added(node(operator, attributes, from), new Known(ElementType.FLOAT, Dims.of(shape)));
  }

  private Node node(String operator, OnnxAttributes attributes, List<OnnxTensor> from) {
    return new Node(
        operator,
        from.stream().map(OnnxTensor::name).toList(),
        unused(scope + operator),
        attributes);
  }

  private OnnxTensor added(Node node, Known made) {
    nodes.add(node);
    return defined(node.output(), made);
  }

  /** Weights in another order or shape; null if a node has to do it. */
  private @Nullable Constant moved(String operator, OnnxAttributes attributes, OnnxTensor... from) {
    Constant constant = constants.get(from[0].name());
    if (constant == null) {
      return null;
    }
    if (operator.equals("Transpose")) {
      return constant.transposed(attributes.integers("perm", List.of()));
    }
    if (!operator.equals("Reshape")) {
      return null;
    }
    Node node = node(operator, attributes, List.of(from));
    return constant.reshaped(
        Operators.infer(node, List.of(constant.known(), known(from[1]))).dims());
  }

  private Known known(OnnxTensor tensor) {
    Known found = known.get(tensor.name());
    if (found == null) {
      throw new IllegalArgumentException("'" + tensor.name() + "' is of another graph");
    }
    return found;
  }

  @Override
  public OnnxTensor integers(long... values) {
    return constant(
        "integers/" + Arrays.toString(values).replace(" ", ""),
        Constant.integers(Dims.of(values.length), values));
  }

  /** A single number of float32. */
  OnnxTensor number(double value) {
    float rounded = (float) value;
    return constant("number/" + rounded, Constant.floats(Dims.of(), new float[] {rounded}));
  }

  @Override
  public OnnxTensor floats(Shape shape, float... values) {
    return constant(unused(scope + "values"), Constant.floats(Dims.of(shape), values));
  }

  /** The whole graph, with the constants that its nodes take. */
  Model model(Map<String, OnnxTensor> outputs, Map<String, String> metadata) {
    Map<String, Constant> taken = new LinkedHashMap<>();
    List<Node> all = new ArrayList<>(nodes);
    Map<String, Known> given = new LinkedHashMap<>();
    outputs.forEach(
        (name, tensor) -> {
          all.add(new Node("Identity", List.of(tensor.name()), name, OnnxAttributes.NONE));
          given.put(name, known(tensor));
        });
    for (Node node : all) {
      for (String input : node.inputs()) {
        Constant constant = constants.get(input);
        if (constant != null) {
          taken.put(input, constant);
        }
      }
    }
    return new Model(inputs, taken, all, given, metadata);
  }
}
