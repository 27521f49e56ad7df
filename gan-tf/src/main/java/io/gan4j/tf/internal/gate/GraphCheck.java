package io.gan4j.tf.internal.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FullTypeDef;
import org.tensorflow.proto.FullTypeId;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Whether each of a graph's nodes may be there: its name, its device, and what it does. */
final class GraphCheck {
  /** Each takes TensorFlow a fraction of a millisecond before anything runs. */
  private static final int MOST_NODES = 10_000;

  /** As TensorFlow has them, and no longer than a file's name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.][A-Za-z0-9_>./\\\\-]{0,1000}");

  private static final Pattern DEVICE =
      Pattern.compile(
          "|(/job:localhost(/replica:0)?(/task:0)?)?/(device:)?[CcGg][Pp][Uu]:(\\d{1,3}|\\*)");

  private static final AttrValue INT32 = AttrValue.newBuilder().setType(DataType.DT_INT32).build();

  private final NodeCheck nodeCheck;
  private final Predicate<NodeDef> known;

  /**
   * @param known nodes that are vouched for elsewhere
   */
  GraphCheck(NodeCheck nodeCheck, Predicate<NodeDef> known) {
    this.nodeCheck = nodeCheck;
    this.known = known;
  }

  /**
   * Refuses a graph that is too large to be looked at.
   *
   * @throws Refused saying how large it is
   */
  static void requireFew(List<NodeDef> nodes) {
    if (nodes.size() > MOST_NODES) {
      throw new Refused("it has " + nodes.size() + " nodes, more than " + MOST_NODES);
    }
  }

  /**
   * @throws Refused naming the first node that is none of a calculation
   */
  void check(GraphDef graph) {
    if (graph.hasDebugInfo() || !graph.getUnknownFields().asMap().isEmpty()) {
      throw new Refused("it has more than nodes, such as notes of where they were written");
    }
    Set<String> names = new HashSet<>();
    for (NodeDef node : graph.getNodeList()) {
      if (!node.getUnknownFields().asMap().isEmpty()) {
        throw Refused.node(node.getName(), "has more than a name, inputs and attributes");
      }
      if (node.hasExperimentalType() && !isOfShape(node)) {
        throw Refused.node(node.getName(), "says of what type it is otherwise than by attributes");
      }
      if (!NAME.matcher(node.getName()).matches()) {
        throw Refused.node(node.getName(), "has no name that TensorFlow allows");
      }
      if (!names.add(node.getName())) {
        throw Refused.node(node.getName(), "is there twice");
      }
      if (!DEVICE.matcher(node.getDevice()).matches()) {
        throw Refused.node(node.getName(), "wants the device " + Refused.quoted(node.getDevice()));
      }
      if (!known.test(node)) {
        nodeCheck.check(node);
      }
    }
  }

  /**
   * Whether the type that a node notes of itself is the one that TensorFlow notes. It believes any,
   * and looks for parts that are not there. Of what is let in, {@code Shape} alone has one.
   */
  private static boolean isOfShape(NodeDef node) {
    DataType noted = node.getAttrOrDefault("out_type", INT32).getType();
    FullTypeDef elements =
        FullTypeDef.newBuilder()
            .setTypeId(noted == DataType.DT_INT64 ? FullTypeId.TFT_INT64 : FullTypeId.TFT_INT32)
            .build();
    FullTypeDef shape =
        FullTypeDef.newBuilder().setTypeId(FullTypeId.TFT_SHAPE_TENSOR).addArgs(elements).build();
    return node.getOp().equals("Shape")
        && node.getExperimentalType()
            .equals(
                FullTypeDef.newBuilder().setTypeId(FullTypeId.TFT_PRODUCT).addArgs(shape).build());
  }
}
