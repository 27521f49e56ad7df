package io.gan4j.tf.internal.gate;

import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.Trust;
import io.gan4j.tf.internal.gate.VariableCheck.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;

/**
 * Lets a foreign model in if it can do nothing but calculate. It goes by structure: which
 * operations there are, with which attributes, how they are connected, what sizes their tensors
 * have, and that its variables are saved and restored as an export does it. Names prove nothing.
 */
public final class ModelGate {
  private static final String ADVICE =
      "; a model that you trust with all that you may do is loaded with --trust, or Trust.TRUSTED";

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
   * Refuses a SavedModel that does more than calculate, or whose sizes are not within bounds.
   *
   * @param folder where it lies
   * @param feeds what its inputs will be fed
   * @throws ProviderException saying which of its nodes does what
   */
  public AdmittedModel require(Path folder, SavedModel model, Feeds feeds) throws IOException {
    return require(folder, () -> check(folder, model, feeds));
  }

  /** The same for a frozen graph. */
  public AdmittedModel require(Path file, GraphDef graph, Feeds feeds) throws IOException {
    return require(
        file,
        () -> {
          Variables variables = checkNodes(graph, SaverDef.getDefaultInstance());
          if (!variables.nodes().isEmpty()) {
            throw new Refused("it has variables, and no weights");
          }
          return new SizeCheck(new DataFlow(graph.getNodeList(), Definitions.all()), feeds);
        });
  }

  private interface Check {
    SizeCheck sizes() throws IOException;
  }

  private AdmittedModel require(Path place, Check check) throws IOException {
    if (trust == Trust.TRUSTED) {
      return new AdmittedModel(place, null);
    }
    try {
      return new AdmittedModel(place, check.sizes());
    } catch (Refused e) {
      throw new ProviderException(
          "the model " + place + " is not loaded: " + e.getMessage() + ADVICE, e);
    }
  }

  private SizeCheck check(Path folder, SavedModel model, Feeds feeds) throws IOException {
    ModelFiles.check(folder);
    if (model.getMetaGraphsCount() != 1) {
      throw new Refused("it has " + model.getMetaGraphsCount() + " graphs, not one");
    }
    MetaGraphDef graph = model.getMetaGraphs(0);
    if (graph.getCollectionDefCount() > 0 || graph.getAssetFileDefCount() > 0) {
      throw new Refused("it wants further files to be read or operations to be run at its start");
    }
    Variables variables = checkNodes(graph.getGraphDef(), graph.getSaverDef());
    DataFlow flow = new DataFlow(graph.getGraphDef().getNodeList(), Definitions.all());
    SizeCheck sizes = new SizeCheck(flow, feeds);
    if (!variables.stored().isEmpty()) {
      CheckpointIndex.check(folder.resolve("variables").resolve("variables"), variables.stored());
    }
    SignatureCheck signatures = new SignatureCheck(flow, sizes, feeds, variables.nodes());
    graph.getSignatureDefMap().forEach(signatures::check);
    return sizes;
  }

  /** Each node, and how those of variables are connected. */
  private Variables checkNodes(GraphDef graph, SaverDef saver) {
    GraphCheck.requireFew(graph.getNodeList());
    if (graph.getLibrary().getSerializedSize() > 0) {
      throw new Refused("it has functions, which a graph that only calculates can do without");
    }
    Variables variables = VariableCheck.check(graph, saver, Definitions.all());
    new GraphCheck(
            new NodeCheck(Definitions.all(), further::contains),
            node -> variables.nodes().contains(node.getName()))
        .check(graph);
    return variables;
  }
}
