package io.gan4j.tf.internal.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** How many tensors of which types go into a node and come out, by its operation's definition. */
final class NodeTypes {
  private static final long MOST = 10_000;

  private NodeTypes() {}

  /** The types of each input by its argument's name, in the definition's order. */
  static Map<String, List<DataType>> inputs(NodeDef node, OpDef definition) {
    return types(node, definition, definition.getInputArgList());
  }

  /** The types of all outputs. */
  static List<DataType> outputs(NodeDef node, OpDef definition) {
    return types(node, definition, definition.getOutputArgList()).values().stream()
        .flatMap(List::stream)
        .toList();
  }

  private static Map<String, List<DataType>> types(
      NodeDef node, OpDef definition, List<OpDef.ArgDef> arguments) {
    Map<String, List<DataType>> types = new LinkedHashMap<>();
    arguments.forEach(argument -> types.put(argument.getName(), types(node, definition, argument)));
    return types;
  }

  private static List<DataType> types(NodeDef node, OpDef definition, OpDef.ArgDef argument) {
    if (!argument.getTypeListAttr().isEmpty()) {
      return Attributes.value(node, definition, argument.getTypeListAttr()).getList().getTypeList();
    }
    DataType type =
        argument.getTypeAttr().isEmpty()
            ? argument.getType()
            : Attributes.value(node, definition, argument.getTypeAttr()).getType();
    if (argument.getNumberAttr().isEmpty()) {
      return List.of(type);
    }
    long number = Attributes.value(node, definition, argument.getNumberAttr()).getI();
    if (number < 0 || number > MOST) {
      throw Refused.node(node.getName(), "takes or gives " + number + " tensors");
    }
    return Collections.nCopies((int) number, type);
  }
}
