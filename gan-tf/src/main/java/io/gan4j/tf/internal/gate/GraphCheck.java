package io.gan4j.tf.internal.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tensorflow.proto.NodeDef;

/**
 * Whether nodes are a calculation: every name once, every input there, every operation one that is
 * let in, and no way from a node back to itself, but through the node that closes a loop.
 */
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
   * Checks the nodes of a graph, or of a function's body.
   *
   * @param arguments names that are there beside the nodes
   * @throws Refused naming the first node that is none of a calculation
   */
  void check(List<NodeDef> nodes, Set<String> arguments) {
    if (nodes.size() > MOST_NODES) {
      throw new Refused("it has " + nodes.size() + " nodes, more than " + MOST_NODES);
    }
    Map<String, Integer> places = new HashMap<>();
    for (NodeDef node : nodes) {
      if (!NAME.matcher(node.getName()).matches()) {
        throw Refused.node(node.getName(), "has no name that TensorFlow allows");
      }
      if (places.put(node.getName(), places.size()) != null || arguments.contains(node.getName())) {
        throw Refused.node(node.getName(), "is there twice");
      }
      if (!DEVICE.matcher(node.getDevice()).matches()) {
        throw Refused.node(node.getName(), "wants the device " + Refused.quoted(node.getDevice()));
      }
      if (!known.test(node)) {
        nodeCheck.check(node);
      }
    }
    requireNoCycle(nodes, places, arguments);
  }

  private static void requireNoCycle(
      List<NodeDef> nodes, Map<String, Integer> places, Set<String> arguments) {
    int[] waiting = new int[nodes.size()];
    List<List<Integer>> readers = new ArrayList<>();
    nodes.forEach(node -> readers.add(new ArrayList<>()));
    for (int place = 0; place < nodes.size(); place++) {
      for (String input : nodes.get(place).getInputList()) {
        String name = source(input);
        Integer source = places.get(name);
        if (source == null && !arguments.contains(name)) {
          throw Refused.node(
              nodes.get(place).getName(), "takes " + Refused.quoted(name) + ", which is not there");
        }
        // A loop's way back is the only one: whether it may be here, the operations say.
        if (source != null && !nodes.get(source).getOp().endsWith("NextIteration")) {
          readers.get(source).add(place);
          waiting[place]++;
        }
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int place = 0; place < waiting.length; place++) {
      if (waiting[place] == 0) {
        ready.add(place);
      }
    }
    int done = 0;
    while (!ready.isEmpty()) {
      done++;
      for (int reader : readers.get(ready.remove())) {
        if (--waiting[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (done < nodes.size()) {
      int stuck = 0;
      while (waiting[stuck] == 0) {
        stuck++;
      }
      throw Refused.node(nodes.get(stuck).getName(), "waits for itself, by way of its inputs");
    }
  }

  /** The node that an input comes from: {@code ^name}, {@code name}, {@code name:0}. */
  static String source(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
