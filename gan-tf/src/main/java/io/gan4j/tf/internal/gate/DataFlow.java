package io.gan4j.tf.internal.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * A graph's nodes in an order in which each comes after what it takes. Every input is there, of the
 * type that its operation wants.
 */
final class DataFlow {
  /** Tensors that all nodes together may make. */
  private static final int MOST_TENSORS = 1 << 18;

  private static final Pattern TENSOR = Pattern.compile("([^:^]+)(?::(\\d{1,5}))?");

  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * One output of a step.
   *
   * @param step its place in the order
   * @param output which of its outputs
   */
  record Source(int step, int output) {}

  /**
   * A node.
   *
   * @param inputs where they come from, by the names of the operation's arguments
   * @param outputs their types
   */
  record Step(
      NodeDef node, OpDef definition, Map<String, List<Source>> inputs, List<DataType> outputs) {}

  /**
   * @param definitions of all operations in the graph
   * @throws Refused naming the first node whose inputs are not as its operation wants them
   */
  DataFlow(List<NodeDef> nodes, Map<String, OpDef> definitions) {
    int tensors = 0;
    for (NodeDef node : inOrder(nodes)) {
      OpDef definition = definitions.get(node.getOp());
      if (definition == null) {
        throw Refused.node(node.getName(), "is of an operation that TensorFlow has not");
      }
      places.put(node.getName(), steps.size());
      List<DataType> outputs = NodeTypes.outputs(node, definition);
      tensors += outputs.size();
      if (tensors > MOST_TENSORS) {
        throw Refused.node(
            node.getName(), "is one of those that make over " + MOST_TENSORS + " tensors");
      }
      steps.add(new Step(node, definition, inputs(node, definition), outputs));
    }
  }

  /** In their order. */
  List<Step> steps() {
    return steps;
  }

  /**
   * A tensor by its name, {@code node:output}.
   *
   * @throws Refused if there is none
   */
  Source source(String tensor) {
    Matcher name = TENSOR.matcher(tensor);
    Integer step = name.matches() ? places.get(name.group(1)) : null;
    if (step == null) {
      throw new Refused("there is no " + Refused.quoted(tensor) + " in it");
    }
    String output = name.group(2);
    Source source = new Source(step, output == null ? 0 : Integer.parseInt(output));
    if (source.output() >= steps.get(step).outputs().size()) {
      throw new Refused("there is no " + Refused.quoted(tensor) + " in it");
    }
    return source;
  }

  DataType type(Source source) {
    return steps.get(source.step()).outputs().get(source.output());
  }

  /** The node that an input comes from: {@code ^name}, {@code name}, {@code name:0}. */
  static String node(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private Map<String, List<Source>> inputs(NodeDef node, OpDef definition) {
    List<String> tensors = node.getInputList();
    int given = 0;
    while (given < tensors.size() && !tensors.get(given).startsWith("^")) {
      given++;
    }
    if (tensors.stream().skip(given).anyMatch(input -> !input.startsWith("^"))) {
      throw Refused.node(node.getName(), "takes a tensor after what it only waits for");
    }
    Map<String, List<Source>> inputs = new LinkedHashMap<>();
    int next = 0;
    for (Map.Entry<String, List<DataType>> argument :
        NodeTypes.inputs(node, definition).entrySet()) {
      List<Source> sources = new ArrayList<>();
      for (DataType wanted : argument.getValue()) {
        if (next == given) {
          throw Refused.node(node.getName(), "takes too few tensors for a " + node.getOp());
        }
        Source source = source(tensors.get(next++));
        if (type(source) != wanted) {
          throw Refused.node(
              node.getName(), "takes " + type(source) + " where its operation takes " + wanted);
        }
        sources.add(source);
      }
      inputs.put(argument.getKey(), sources);
    }
    if (next < given) {
      throw Refused.node(node.getName(), "takes too many tensors for a " + node.getOp());
    }
    return inputs;
  }

  private static List<NodeDef> inOrder(List<NodeDef> nodes) {
    Map<String, Integer> places = new HashMap<>();
    nodes.forEach(node -> places.put(node.getName(), places.size()));
    int[] waiting = new int[nodes.size()];
    List<List<Integer>> readers = new ArrayList<>();
    nodes.forEach(node -> readers.add(new ArrayList<>()));
    for (int place = 0; place < nodes.size(); place++) {
      for (String input : nodes.get(place).getInputList()) {
        Integer source = places.get(node(input));
        if (source == null) {
          throw Refused.node(
              nodes.get(place).getName(),
              "takes " + Refused.quoted(node(input)) + ", which is not there");
        }
        readers.get(source).add(place);
        waiting[place]++;
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int place = 0; place < waiting.length; place++) {
      if (waiting[place] == 0) {
        ready.add(place);
      }
    }
    List<NodeDef> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      int place = ready.remove();
      ordered.add(nodes.get(place));
      for (int reader : readers.get(place)) {
        if (--waiting[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (ordered.size() < nodes.size()) {
      int stuck = 0;
      while (waiting[stuck] == 0) {
        stuck++;
      }
      throw Refused.node(nodes.get(stuck).getName(), "waits for itself, by way of its inputs");
    }
    return ordered;
  }
}
