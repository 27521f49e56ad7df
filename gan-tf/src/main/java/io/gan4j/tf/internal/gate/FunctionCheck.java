package io.gan4j.tf.internal.gate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Whether the functions of a graph are calculations too, of a size that can be told beforehand:
 * none calls itself, on whatever way, and all calls written out stay within what a graph may have.
 */
final class FunctionCheck {
  private static final long MOST_NODES = 1 << 20;

  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  /**
   * @throws Refused if two have one name, or one has an operation's
   */
  FunctionCheck(FunctionDefLibrary library, Map<String, OpDef> operations) {
    if (library.getGradientCount() > 0 || library.getRegisteredGradientsCount() > 0) {
      throw new Refused("it brings gradients, for which a trained model has no use");
    }
    for (FunctionDef function : library.getFunctionList()) {
      String name = function.getSignature().getName();
      if (name.isEmpty() || operations.containsKey(name) || functions.put(name, function) != null) {
        throw new Refused("it has a function by the taken name " + Refused.quoted(name));
      }
    }
  }

  Set<String> names() {
    return functions.keySet();
  }

  /**
   * Checks every function, and how often the graph comes to call them.
   *
   * @throws Refused naming the first function that is no calculation
   */
  void check(GraphCheck body, List<NodeDef> graph) {
    for (FunctionDef function : functions.values()) {
      OpDef signature = function.getSignature();
      boolean numbers =
          signature.getInputArgList().stream()
              .allMatch(argument -> NodeCheck.NUMBERS.contains(argument.getType()));
      if (!numbers || signature.getAttrCount() > 0) {
        throw new Refused(
            "its function " + Refused.quoted(signature.getName()) + " takes more than numbers");
      }
      body.check(
          function.getNodeDefList(),
          signature.getInputArgList().stream()
              .map(OpDef.ArgDef::getName)
              .collect(Collectors.toSet()));
    }
    if (size(graph) > MOST_NODES) {
      throw new Refused("its functions come to more than " + MOST_NODES + " nodes");
    }
  }

  private long size(List<NodeDef> nodes) {
    long size = nodes.size();
    for (NodeDef node : nodes) {
      if (PureOperations.CALLS.contains(node.getOp())) {
        size = Math.min(MOST_NODES + 1, size + size(node.getAttrOrThrow("f").getFunc().getName()));
      }
    }
    return size;
  }

  private long size(String function) {
    Long known = sizes.get(function);
    if (known != null) {
      return known;
    }
    if (!open.add(function)) {
      throw new Refused("its function " + Refused.quoted(function) + " calls itself");
    }
    if (open.size() > 100) {
      throw new Refused("its functions call one another more than 100 deep");
    }
    long size = size(functions.get(function).getNodeDefList());
    open.remove(function);
    sizes.put(function, size);
    return size;
  }
}
