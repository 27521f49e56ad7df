package io.gan4j.onnx.internal.wire;

import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.internal.graph.Constant;
import io.gan4j.onnx.internal.graph.Dims;
import io.gan4j.onnx.internal.graph.ElementType;
import io.gan4j.onnx.internal.graph.InvalidGraphException;
import io.gan4j.onnx.internal.graph.Known;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.graph.Node;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@link ModelWriter} writes, and refuses what it never does: values that lie in other
 * files, graphs within nodes, functions, other domains and types.
 */
public final class ModelReader {
  private final Map<String, Known> inputs = new LinkedHashMap<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Known> outputs = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private ModelReader() {}

  /**
   * Reads a whole file.
   *
   * @throws InvalidGraphException if it is damaged, or holds what is not read here
   */
  public static Model read(ByteBuffer file) {
    return new ModelReader().model(new WireReader(file));
  }

  private Model model(WireReader model) {
    int graphs = 0;
    long operators = 0;
    while (model.next()) {
      switch (model.field()) {
        case Fields.MODEL_GRAPH -> {
          graphs++;
          graph(model.message());
        }
        case Fields.MODEL_OPERATORS -> operators = operators(model.message());
        case Fields.MODEL_METADATA -> entry(model.message());
        case Fields.MODEL_TRAINING, Fields.MODEL_FUNCTIONS ->
            throw new InvalidGraphException("holds functions, which are not read");
        default -> {}
      }
    }
    if (graphs != 1) {
      throw new InvalidGraphException("is no ONNX file, or a damaged one");
    }
    if (operators != Model.OPERATORS) {
      throw new InvalidGraphException(
          "is of operator set " + operators + ", read is " + Model.OPERATORS);
    }
    return new Model(inputs, constants, nodes, outputs, metadata);
  }

  private static long operators(WireReader set) {
    long version = 0;
    while (set.next()) {
      switch (set.field()) {
        case Fields.OPERATORS_DOMAIN -> requireOwn(set.text());
        case Fields.OPERATORS_VERSION -> version = set.number();
        default -> {}
      }
    }
    return version;
  }

  private static void requireOwn(String domain) {
    if (!domain.isEmpty() && !domain.equals("ai.onnx")) {
      throw new InvalidGraphException("uses operators of '" + domain + "', which are not read");
    }
  }

  private void entry(WireReader entry) {
    String key = "";
    String value = "";
    while (entry.next()) {
      switch (entry.field()) {
        case Fields.ENTRY_KEY -> key = entry.text();
        case Fields.ENTRY_VALUE -> value = entry.text();
        default -> {}
      }
    }
    metadata.put(key, value);
  }

  private void graph(WireReader graph) {
    while (graph.next()) {
      switch (graph.field()) {
        case Fields.GRAPH_NODE -> nodes.add(node(graph.message()));
        case Fields.GRAPH_CONSTANT -> constant(graph.message());
        case Fields.GRAPH_INPUT -> value(graph.message(), inputs);
        case Fields.GRAPH_OUTPUT -> value(graph.message(), outputs);
        case Fields.GRAPH_SPARSE_CONSTANT ->
            throw new InvalidGraphException("holds sparse tensors, which are not read");
        default -> {}
      }
    }
  }

  private static Node node(WireReader node) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    String operator = "";
    OnnxAttributes attributes = OnnxAttributes.NONE;
    while (node.next()) {
      switch (node.field()) {
        case Fields.NODE_INPUT -> inputs.add(node.text());
        case Fields.NODE_OUTPUT -> outputs.add(node.text());
        case Fields.NODE_OPERATOR -> operator = node.text();
        case Fields.NODE_DOMAIN -> requireOwn(node.text());
        case Fields.NODE_ATTRIBUTE -> attributes = attribute(attributes, node.message());
        default -> {}
      }
    }
    if (outputs.size() != 1 || outputs.get(0).isEmpty()) {
      throw new InvalidGraphException(
          "has a node of '" + operator + "' with outputs " + outputs + ", read is one");
    }
    return new Node(operator, inputs, outputs.get(0), attributes);
  }

  private static OnnxAttributes attribute(OnnxAttributes before, WireReader attribute) {
    String name = "";
    long type = 0;
    long integer = 0;
    float real = 0;
    String text = "";
    List<Long> integers = new ArrayList<>();
    while (attribute.next()) {
      switch (attribute.field()) {
        case Fields.ATTRIBUTE_NAME -> name = attribute.text();
        case Fields.ATTRIBUTE_REAL -> real = attribute.real();
        case Fields.ATTRIBUTE_INTEGER -> integer = attribute.number();
        case Fields.ATTRIBUTE_TEXT -> text = attribute.text();
        case Fields.ATTRIBUTE_INTEGERS -> integers.addAll(attribute.numbers());
        case Fields.ATTRIBUTE_TYPE -> type = attribute.number();
        default ->
            throw new InvalidGraphException(
                "has an attribute '" + name + "' of a kind that is not read");
      }
    }
    if (type == Fields.TYPE_INTEGER) {
      return before.withInteger(name, integer);
    }
    if (type == Fields.TYPE_REAL) {
      return before.withReal(name, real);
    }
    if (type == Fields.TYPE_TEXT) {
      return before.withText(name, text);
    }
    if (type == Fields.TYPE_INTEGERS) {
      return before.withIntegers(name, integers.stream().mapToLong(Long::longValue).toArray());
    }
    throw new InvalidGraphException("has an attribute '" + name + "' of type " + type);
  }

  private void constant(WireReader tensor) {
    String name = "";
    long type = 0;
    List<Long> dims = new ArrayList<>();
    ByteBuffer raw = ByteBuffer.allocate(0);
    while (tensor.next()) {
      switch (tensor.field()) {
        case Fields.TENSOR_DIMS -> dims.addAll(tensor.numbers());
        case Fields.TENSOR_TYPE -> type = tensor.number();
        case Fields.TENSOR_NAME -> name = tensor.text();
        case Fields.TENSOR_RAW -> raw = tensor.data();
        case Fields.TENSOR_EXTERNAL ->
            throw new InvalidGraphException("keeps values in another file, which is not read");
        case Fields.TENSOR_LOCATION -> {
          if (tensor.number() != 0) {
            throw new InvalidGraphException("keeps values in another file, which is not read");
          }
        }
        default ->
            throw new InvalidGraphException(
                "has values '"
                    + name
                    + "' in a form that is not read (field "
                    + tensor.field()
                    + ")");
      }
    }
    try {
      if (dims.stream().anyMatch(size -> size < 0)) {
        throw new InvalidGraphException("has sizes " + dims);
      }
      Constant read =
          Constant.of(type(type), Dims.of(dims.stream().mapToLong(Long::longValue).toArray()), raw);
      if (constants.put(name, read) != null) {
        throw new InvalidGraphException("is there twice");
      }
    } catch (InvalidGraphException e) {
      throw new InvalidGraphException("'" + name + "' " + e.getMessage(), e);
    }
  }

  private static ElementType type(long code) {
    return ElementType.of(code)
        .orElseThrow(() -> new InvalidGraphException("is of type " + code + ", not read"));
  }

  private static void value(WireReader value, Map<String, Known> to) {
    String name = "";
    ElementType element = null;
    List<Long> dims = new ArrayList<>();
    while (value.next()) {
      switch (value.field()) {
        case Fields.VALUE_NAME -> name = value.text();
        case Fields.VALUE_TYPE -> {
          WireReader tensor = tensorOf(value.message());
          while (tensor.next()) {
            switch (tensor.field()) {
              case Fields.TENSOR_TYPE_ELEMENT -> element = type(tensor.number());
              case Fields.TENSOR_TYPE_SHAPE -> shape(tensor.message(), dims);
              default -> {}
            }
          }
        }
        default -> {}
      }
    }
    if (element == null) {
      throw new InvalidGraphException("does not say of which type '" + name + "' is");
    }
    long[] sizes = dims.stream().mapToLong(Long::longValue).toArray();
    if (to.put(name, new Known(element, Dims.of(sizes))) != null) {
      throw new InvalidGraphException("has two tensors '" + name + "'");
    }
  }

  private static WireReader tensorOf(WireReader type) {
    while (type.next()) {
      if (type.field() == Fields.TYPE_TENSOR) {
        return type.message();
      }
    }
    throw new InvalidGraphException("takes or gives something else than tensors");
  }

  /** Sizes; −1 for one that has a name alone. */
  private static void shape(WireReader shape, List<Long> dims) {
    while (shape.next()) {
      if (shape.field() != Fields.SHAPE_DIM) {
        continue;
      }
      long size = -1;
      WireReader dim = shape.message();
      while (dim.next()) {
        if (dim.field() == Fields.DIM_SIZE) {
          size = dim.number();
          if (size <= 0) {
            throw new InvalidGraphException("has an axis of size " + size);
          }
        }
      }
      dims.add(size);
    }
  }
}
