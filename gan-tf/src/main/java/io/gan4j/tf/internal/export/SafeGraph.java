package io.gan4j.tf.internal.export;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A SavedModel is a program. This one may compute, and read the weights beside it; it may not open
 * files, print to them, call out, or hold constants that its own file has no bytes for.
 */
final class SafeGraph {
  /** Of the operations with effects, those that a generator has, and those that draw numbers. */
  private static final Set<String> EFFECTS =
      Set.of(
          "VarHandleOp",
          "ReadVariableOp",
          "AssignVariableOp",
          "SaveV2",
          "RestoreV2",
          "Assert",
          "StatefulPartitionedCall",
          "RandomUniform",
          "RandomUniformInt",
          "RandomStandardNormal",
          "TruncatedNormal",
          "Multinomial");

  /** Operations that reach files though TensorFlow counts them as having no effects. */
  private static final Pattern REACHES_OUT =
      Pattern.compile(
          ".*(File|PyFunc|Debug|Proto|Remap|Summary|Dataset|Iterator|Reader).*"
              + "|Copy|CopyHost|ImmutableConst|Save|SaveSlices|Restore|RestoreSlice");

  private static final String WEIGHTS = "save/filename";

  private static final long MOST_VALUES = 1 << 24;

  private SafeGraph() {}

  /** Why a model is not to be loaded; empty if it may be. */
  static Optional<String> refusal(SavedModel model) {
    Map<String, OpDef> known =
        TensorFlow.registeredOpList().getOpList().stream()
            .collect(Collectors.toMap(OpDef::getName, Function.identity()));
    return model.getMetaGraphsList().stream()
        .flatMap(SafeGraph::nodes)
        .flatMap(node -> refusal(node, known).stream())
        .findFirst();
  }

  private static Stream<NodeDef> nodes(MetaGraphDef graph) {
    return Stream.concat(
        graph.getGraphDef().getNodeList().stream(),
        graph.getGraphDef().getLibrary().getFunctionList().stream()
            .flatMap(function -> function.getNodeDefList().stream()));
  }

  private static Optional<String> refusal(NodeDef node, Map<String, OpDef> known) {
    String place = "its node '" + node.getName() + "' ";
    OpDef definition = known.get(node.getOp());
    if (definition == null) {
      return Optional.of(place + "is of the unknown operation " + node.getOp());
    }
    boolean weights = node.getOp().equals("SaveV2") || node.getOp().equals("RestoreV2");
    if (weights && !(node.getInputCount() > 0 && node.getInput(0).equals(WEIGHTS))) {
      return Optional.of(place + "(" + node.getOp() + ") reaches other files than its weights");
    }
    if (REACHES_OUT.matcher(node.getOp()).matches()
        || (definition.getIsStateful() && !EFFECTS.contains(node.getOp()))) {
      return Optional.of(
          place + "is the operation " + node.getOp() + ", which a generator has no use for");
    }
    TensorProto constant =
        node.getAttrMap().containsKey("value")
            ? node.getAttrOrThrow("value").getTensor()
            : TensorProto.getDefaultInstance();
    if (values(constant.getTensorShape()) > MOST_VALUES) {
      return Optional.of(place + "is a constant of more than " + MOST_VALUES + " values");
    }
    return Optional.empty();
  }

  private static long values(TensorShapeProto shape) {
    long values = 1;
    for (TensorShapeProto.Dim dim : shape.getDimList()) {
      if (dim.getSize() > MOST_VALUES) {
        return Long.MAX_VALUE;
      }
      values = Math.min(MOST_VALUES + 1, values * Math.max(0, dim.getSize()));
    }
    return values;
  }
}
