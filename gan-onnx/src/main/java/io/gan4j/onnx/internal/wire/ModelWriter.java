package io.gan4j.onnx.internal.wire;

import io.gan4j.onnx.internal.graph.Constant;
import io.gan4j.onnx.internal.graph.Dims;
import io.gan4j.onnx.internal.graph.Known;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.graph.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** A model as the bytes of an ONNX file. Equal models are equal bytes. */
public final class ModelWriter {
  private static final int IR_VERSION = 8; // of operator set 17

  private final WireMessage message;

  public ModelWriter(Model model, String producerVersion) {
    WireMessage graph = new WireMessage();
    for (Node node : model.nodes()) {
      graph.message(Fields.GRAPH_NODE, node(node));
    }
    graph.text(Fields.GRAPH_NAME, "generator");
    model.constants().forEach((name, c) -> graph.message(Fields.GRAPH_CONSTANT, tensor(name, c)));
    model.inputs().forEach((name, in) -> graph.message(Fields.GRAPH_INPUT, value(name, in)));
    model.outputs().forEach((name, out) -> graph.message(Fields.GRAPH_OUTPUT, value(name, out)));

    message =
        new WireMessage()
            .number(Fields.MODEL_IR_VERSION, IR_VERSION)
            .text(Fields.MODEL_PRODUCER, "gan4j");
    if (!producerVersion.isEmpty()) {
      message.text(Fields.MODEL_PRODUCER_VERSION, producerVersion);
    }
    message
        .message(Fields.MODEL_GRAPH, graph)
        .message(
            Fields.MODEL_OPERATORS,
            new WireMessage()
                .text(Fields.OPERATORS_DOMAIN, "")
                .number(Fields.OPERATORS_VERSION, Model.OPERATORS));
    model
        .metadata()
        .forEach(
            (key, text) ->
                message.message(
                    Fields.MODEL_METADATA,
                    new WireMessage().text(Fields.ENTRY_KEY, key).text(Fields.ENTRY_VALUE, text)));
  }

  /** Bytes of the file. */
  public long size() {
    return message.size();
  }

  public void writeTo(OutputStream out) throws IOException {
    message.writeTo(out);
  }

  /** The file in memory. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // in memory none is made
    }
    return out.toByteArray();
  }

  private static WireMessage node(Node node) {
    WireMessage written = new WireMessage();
    node.inputs().forEach(input -> written.text(Fields.NODE_INPUT, input));
    written
        .text(Fields.NODE_OUTPUT, node.output())
        .text(Fields.NODE_NAME, node.output())
        .text(Fields.NODE_OPERATOR, node.operator());
    node.attributes()
        .all()
        .forEach((name, value) -> written.message(Fields.NODE_ATTRIBUTE, attribute(name, value)));
    return written;
  }

  private static WireMessage attribute(String name, Object value) {
    WireMessage attribute = new WireMessage().text(Fields.ATTRIBUTE_NAME, name);
    if (value instanceof Long number) {
      return attribute
          .number(Fields.ATTRIBUTE_INTEGER, number)
          .number(Fields.ATTRIBUTE_TYPE, Fields.TYPE_INTEGER);
    }
    if (value instanceof Float number) {
      return attribute
          .real(Fields.ATTRIBUTE_REAL, number)
          .number(Fields.ATTRIBUTE_TYPE, Fields.TYPE_REAL);
    }
    if (value instanceof List<?> numbers) {
      numbers.forEach(number -> attribute.number(Fields.ATTRIBUTE_INTEGERS, (Long) number));
      return attribute.number(Fields.ATTRIBUTE_TYPE, Fields.TYPE_INTEGERS);
    }
    return attribute
        .text(Fields.ATTRIBUTE_TEXT, (String) value)
        .number(Fields.ATTRIBUTE_TYPE, Fields.TYPE_TEXT);
  }

  private static WireMessage tensor(String name, Constant constant) {
    WireMessage tensor = new WireMessage();
    for (long size : constant.dims().toArray()) {
      tensor.number(Fields.TENSOR_DIMS, size);
    }
    return tensor
        .number(Fields.TENSOR_TYPE, constant.type().code())
        .text(Fields.TENSOR_NAME, name)
        .data(Fields.TENSOR_RAW, constant.values());
  }

  private static WireMessage value(String name, Known known) {
    WireMessage shape = new WireMessage();
    Dims dims = known.dims();
    for (int axis = 0; axis < dims.rank(); axis++) {
      WireMessage size = new WireMessage();
      shape.message(
          Fields.SHAPE_DIM,
          dims.get(axis) < 0
              ? size.text(Fields.DIM_NAME, dims.get(axis) == -1 ? "batch" : "axis" + axis)
              : size.number(Fields.DIM_SIZE, dims.get(axis)));
    }
    WireMessage tensor =
        new WireMessage()
            .number(Fields.TENSOR_TYPE_ELEMENT, known.type().code())
            .message(Fields.TENSOR_TYPE_SHAPE, shape);
    return new WireMessage()
        .text(Fields.VALUE_NAME, name)
        .message(Fields.VALUE_TYPE, new WireMessage().message(Fields.TYPE_TENSOR, tensor));
  }
}
