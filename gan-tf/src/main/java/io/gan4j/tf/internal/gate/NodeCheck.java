package io.gan4j.tf.internal.gate;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Whether one node calculates: an operation that is let in, with attributes that its definition
 * has, of types that numbers have.
 */
final class NodeCheck {
  /** Written by other tools beside an operation's own attributes; nothing runs because of them. */
  private static final Set<String> NOTES =
      Set.of(
          "_class",
          "_cloned",
          "_construction_context",
          "_has_manual_control_dependencies",
          "_input_shapes",
          "_output_shapes",
          "_read_only_resource_inputs",
          "_user_specified_name");

  /** What a calculation is of. */
  static final Set<DataType> NUMBERS =
      EnumSet.of(
          DataType.DT_BFLOAT16,
          DataType.DT_BOOL,
          DataType.DT_DOUBLE,
          DataType.DT_FLOAT,
          DataType.DT_HALF,
          DataType.DT_INT16,
          DataType.DT_INT32,
          DataType.DT_INT64,
          DataType.DT_INT8,
          DataType.DT_UINT16,
          DataType.DT_UINT32,
          DataType.DT_UINT64,
          DataType.DT_UINT8);

  private final Map<String, OpDef> definitions;
  private final Predicate<String> further;

  /**
   * @param definitions what TensorFlow has
   * @param further operations that plugins export
   */
  NodeCheck(Map<String, OpDef> definitions, Predicate<String> further) {
    this.definitions = definitions;
    this.further = further;
  }

  /**
   * @throws Refused if it does more than calculate
   */
  void check(NodeDef node) {
    String operation = node.getOp();
    OpDef definition = definitions.get(operation);
    if (definition == null) {
      throw Refused.node(
          node.getName(), "is of the unknown operation " + Refused.quoted(operation));
    }
    boolean byPlugin = further.test(operation);
    if (!byPlugin && !PureOperations.names().contains(operation)) {
      throw Refused.node(
          node.getName(),
          "is the operation " + operation + ", which is none of those that only calculate");
    }
    Attributes.requireAll(node, definition);
    for (Map.Entry<String, AttrValue> attribute : node.getAttrMap().entrySet()) {
      check(node, definition, attribute.getKey(), attribute.getValue(), byPlugin);
    }
  }

  private static void check(
      NodeDef node, OpDef definition, String name, AttrValue value, boolean byPlugin) {
    boolean function = value.hasFunc() || (value.hasList() && value.getList().getFuncCount() > 0);
    if (function) {
      throw Refused.node(node.getName(), "names a function in its attribute " + name);
    }
    if (NOTES.contains(name)) {
      return;
    }
    Attributes.check(node, definition, name, value);
    if (!byPlugin && !types(value)) {
      throw Refused.node(
          node.getName(), "has an attribute " + name + " of a type that no numbers have");
    }
  }

  /** Whether all types that an attribute names are those of numbers. */
  private static boolean types(AttrValue value) {
    return switch (value.getValueCase()) {
      case TYPE -> NUMBERS.contains(value.getType());
      case TENSOR -> NUMBERS.contains(value.getTensor().getDtype());
      case LIST -> NUMBERS.containsAll(value.getList().getTypeList());
      default -> true;
    };
  }
}
