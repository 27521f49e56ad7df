package io.gan4j.tf.internal.gate;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Whether one node calculates: an operation that is let in, with attributes that its definition
 * has, of types that numbers have. How many inputs of which types it takes, TensorFlow checks
 * itself when it is given the graph.
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
  private final Set<String> functions;
  private final Sizes sizes = new Sizes();

  /**
   * @param definitions what TensorFlow has
   * @param further operations that plugins export
   * @param functions names of those that came with the graph
   */
  NodeCheck(Map<String, OpDef> definitions, Predicate<String> further, Set<String> functions) {
    this.definitions = definitions;
    this.further = further;
    this.functions = functions;
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
    boolean call = PureOperations.CALLS.contains(operation);
    if (!byPlugin && !call && !PureOperations.contains(operation)) {
      throw Refused.node(
          node.getName(),
          "is the operation " + operation + ", which is none of those that only calculate");
    }
    Attributes.requireAll(node, definition);
    for (Map.Entry<String, AttrValue> attribute : node.getAttrMap().entrySet()) {
      check(node, definition, attribute.getKey(), attribute.getValue(), byPlugin);
    }
    if (call) {
      checkCall(node);
    }
    node.getAttrMap().values().stream()
        .filter(AttrValue::hasTensor)
        .forEach(value -> sizes.add(node.getName(), value.getTensor()));
  }

  private static void check(
      NodeDef node, OpDef definition, String name, AttrValue value, boolean byPlugin) {
    boolean function =
        value.hasFunc() || (value.hasList() && value.getList().getFuncCount() > 0);
    boolean called = PureOperations.CALLS.contains(node.getOp()) && name.equals("f");
    if (function && !called) {
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

  private void checkCall(NodeDef node) {
    String function =
        node.getAttrOrDefault("f", AttrValue.getDefaultInstance()).getFunc().getName();
    if (!functions.contains(function)) {
      throw Refused.node(
          node.getName(), "calls " + Refused.quoted(function) + ", which is not there");
    }
    if (node.getAttrOrThrow("f").getFunc().getAttrCount() > 0) {
      throw Refused.node(node.getName(), "calls a function that has parameters of its own");
    }
    try {
      AttrValue none = AttrValue.getDefaultInstance();
      ConfigProto config =
          ConfigProto.parseFrom(node.getAttrOrDefault("config_proto", none).getS());
      ConfigProto.Builder rest =
          config.toBuilder().clearDeviceCount().clearGpuOptions().clearAllowSoftPlacement();
      if (rest.getExperimental().getSerializedSize() == 0) {
        rest.clearExperimental();
      }
      boolean executor = !node.getAttrOrDefault("executor_type", none).getS().isEmpty();
      if (executor || rest.build().getSerializedSize() > 0) {
        throw Refused.node(node.getName(), "says how it wants to be run");
      }
    } catch (InvalidProtocolBufferException e) {
      throw Refused.node(node.getName(), "says how it wants to be run, in a form that is damaged");
    }
  }

  /** Values that constants hold beyond the bytes of their file, over a whole graph. */
  private static final class Sizes {
    private static final long MOST = 1 << 24;
    private long expanded;

    void add(String node, TensorProto constant) {
      long values = 1;
      for (TensorShapeProto.Dim dim : constant.getTensorShape().getDimList()) {
        if (dim.getSize() < 0 || dim.getSize() > Integer.MAX_VALUE) {
          throw Refused.node(node, "is a constant of an impossible shape");
        }
        values = Math.min(Integer.MAX_VALUE, values * dim.getSize());
      }
      long written = constant.getSerializedSize();
      expanded += Math.max(0, values - written);
      if (expanded > MOST) {
        throw Refused.node(
            node, "is a constant of more than " + MOST + " values that its file does not hold");
      }
    }
  }
}
