package io.gan4j.tf.internal.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tensorflow.proto.NodeDef;

/** Whether each of a graph's nodes may be there: its name, its device, and what it does. */
final class GraphCheck {
  private static final int MOST_NODES = 200_000;

  /** As TensorFlow has them, and no longer than a file's name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.][A-Za-z0-9_>./\\\\-]{0,1000}");

  private static final Pattern DEVICE =
      Pattern.compile(
          "|(/job:localhost(/replica:0)?(/task:0)?)?/(device:)?[CcGg][Pp][Uu]:(\\d{1,3}|\\*)");

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
  void check(List<NodeDef> nodes) {
    Set<String> names = new HashSet<>();
    for (NodeDef node : nodes) {
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
}
