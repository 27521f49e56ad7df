package io.gan4j.tf.internal.gate;

import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.Trust;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Lets a foreign model in if it can do nothing but calculate. It goes by structure: which
 * operations there are, with which attributes, how they are connected, what its functions call, and
 * that its variables are saved and restored as an export does it. Names prove nothing.
 */
public final class ModelGate {
  private static final String ADVICE =
      "; a model that you trust with all that you may do is loaded with --trust, or Trust.TRUSTED";

  /** What TensorFlow's loader runs by itself. */
  private static final String BY_ITSELF = "__saved_model";

  private final Trust trust;
  private final Set<String> further;

  private ModelGate(Trust trust, Set<String> further) {
    this.trust = trust;
    this.further = Set.copyOf(further);
  }

  /**
   * A gate, or an open door.
   *
   * @param further operations that plugins' layers export beyond those that only calculate
   */
  public static ModelGate of(Trust trust, Set<String> further) {
    return new ModelGate(trust, further);
  }

  /**
   * Refuses a SavedModel that does more than calculate.
   *
   * @param place where it lies, for the message
   * @throws ProviderException saying which of its nodes does what
   */
  public void require(Path place, SavedModel model) {
    require(place, () -> check(model));
  }

  /** The same for a frozen graph. */
  public void require(Path place, GraphDef graph) {
    require(place, () -> check(graph, SaverDef.getDefaultInstance()));
  }

  private void require(Path place, Runnable check) {
    if (trust == Trust.TRUSTED) {
      return;
    }
    try {
      check.run();
    } catch (Refused e) {
      throw new ProviderException(
          "the model " + place + " is not loaded: " + e.getMessage() + ADVICE, e);
    }
  }

  private void check(SavedModel model) {
    if (model.getMetaGraphsCount() != 1) {
      throw new Refused("it has " + model.getMetaGraphsCount() + " graphs, not one");
    }
    MetaGraphDef graph = model.getMetaGraphs(0);
    if (graph.getCollectionDefCount() > 0 || graph.getAssetFileDefCount() > 0) {
      throw new Refused("it wants further files to be read or operations to be run at its start");
    }
    Set<String> variables = check(graph.getGraphDef(), graph.getSaverDef());
    Map<String, NodeDef> nodes =
        graph.getGraphDef().getNodeList().stream()
            .collect(Collectors.toMap(NodeDef::getName, Function.identity()));
    for (Map.Entry<String, SignatureDef> signature : graph.getSignatureDefMap().entrySet()) {
      if (signature.getKey().startsWith(BY_ITSELF)) {
        throw new Refused("it wants operations to be run at its start");
      }
      for (TensorInfo input : signature.getValue().getInputsMap().values()) {
        NodeDef node = node(nodes, variables, input);
        if (!node.getOp().startsWith("Placeholder")) {
          throw Refused.node(node.getName(), "is an input, and no placeholder");
        }
      }
      for (TensorInfo output : signature.getValue().getOutputsMap().values()) {
        node(nodes, variables, output);
      }
    }
  }

  private static NodeDef node(
      Map<String, NodeDef> nodes, Set<String> variables, TensorInfo tensor) {
    String name = GraphCheck.source(tensor.getName());
    NodeDef node = nodes.get(name);
    if (node == null || !tensor.getName().matches("[^:]+:\\d{1,4}") || variables.contains(name)) {
      throw new Refused(
          "its signature names " + Refused.quoted(tensor.getName()) + ", which is no value");
    }
    return node;
  }

  /** Names of the nodes that hold, save and restore variables. */
  private Set<String> check(GraphDef graph, SaverDef saver) {
    Map<String, OpDef> definitions =
        TensorFlow.registeredOpList().getOpList().stream()
            .collect(Collectors.toMap(OpDef::getName, Function.identity()));
    Set<String> variables = VariableCheck.check(graph, saver, definitions);
    FunctionCheck functions = new FunctionCheck(graph.getLibrary(), definitions);
    NodeCheck nodes = new NodeCheck(definitions, further::contains, functions.names());
    new GraphCheck(nodes, node -> variables.contains(node.getName()))
        .check(graph.getNodeList(), Set.of());
    functions.check(new GraphCheck(nodes, node -> false), graph.getNodeList());
    return variables;
  }
}
