package io.gan4j.tf.internal.graph;

import io.gan4j.api.ProviderException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Says what cannot be differentiated, and in which layer: operations that TensorFlow has no
 * gradient of, and those that it differentiates wrongly without a word.
 *
 * @param graph the graph
 * @param y what is differentiated
 * @param xs with respect to what
 */
record Differentiability(Graph graph, Operand<?> y, List<? extends Operand<?>> xs) {
  /** A network's pass, then a layer: {@code discriminator.real/0.dense}. */
  private static final Pattern LAYER =
      Pattern.compile("(?:^|/)(generator|discriminator)\\.[^/]+/([0-9]+\\.[^/]+)/");

  /** Refuses operations between x and y whose gradients are known to be wrong. */
  void refuseWrong() {
    Set<GraphOperation> suspects = new LinkedHashSet<>();
    for (GraphOperation operation : reaching()) {
      if (wrong(operation) != null) {
        suspects.add(operation);
      }
    }
    if (!suspects.isEmpty()) {
      suspects.retainAll(reached());
    }
    for (GraphOperation operation : suspects) {
      throw new ProviderException(place(operation) + ": " + wrong(operation));
    }
  }

  /** What a rule refused. */
  ProviderException refusal(BackwardGradients.RuleException e) {
    return new ProviderException(place(e.operation()) + ": " + e.getMessage(), e);
  }

  /** What TensorFlow failed at: an operation without a gradient, if there is one between. */
  ProviderException refusal(TensorFlowException e) {
    Set<GraphOperation> reached = reached();
    return reaching().stream()
        .filter(reached::contains)
        .filter(operation -> !BackwardGradients.known(operation.type()))
        .findFirst()
        .map(
            operation ->
                new ProviderException(
                    place(operation)
                        + ": TensorFlow has no gradient of its operation "
                        + operation.type(),
                    e))
        .orElseGet(
            () -> new ProviderException("TensorFlow: no gradient was built: " + e.getMessage(), e));
  }

  private Set<GraphOperation> reaching() {
    Set<GraphOperation> operations = new LinkedHashSet<>(graph.subgraphTo(Set.of(y)));
    operations.add((GraphOperation) y.op());
    return operations;
  }

  private Set<GraphOperation> reached() {
    return graph.subgraphFrom(new HashSet<>(xs));
  }

  /** What is wrong with TensorFlow's gradient of an operation, if anything is known to be. */
  private static @Nullable String wrong(GraphOperation operation) {
    return switch (operation.type()) {
      case "Conv2D", "DepthwiseConv2dNative" -> wrongConvolution(operation);
      case "LogSoftmax" ->
          operation.input(0).shape().numDimensions() == 2
              ? null
              : "TensorFlow's gradient of LogSoftmax is wrong except on [batch, classes]; reshape"
                  + " to that, or take the logarithm of a softmax";
      default -> usesBatchStatistics(operation);
    };
  }

  private static @Nullable String wrongConvolution(GraphOperation operation) {
    long[] dilations = operation.attributes().getAttrIntList("dilations");
    if (Arrays.stream(dilations).anyMatch(dilation -> dilation != 1)) {
      return "TensorFlow's gradient of "
          + operation.type()
          + " ignores its dilation; use spaceToBatchNd and batchToSpaceNd around a plain one";
    }
    return operation.attributes().getAttrString("padding").equals("EXPLICIT")
        ? "TensorFlow's gradient of "
            + operation.type()
            + " ignores explicit padding; pad before it, and convolve with VALID"
        : null;
  }

  private static @Nullable String usesBatchStatistics(GraphOperation operation) {
    for (Operand<?> input : operation.inputs()) {
      Output<?> output = input.asOutput();
      boolean statistic = output.index() == 1 || output.index() == 2;
      if (statistic && output.op().type().equals("FusedBatchNormV3")) {
        return "TensorFlow's gradient through the mean and variance that FusedBatchNormV3 gives is"
            + " 0; compute them from its input";
      }
    }
    return null;
  }

  /** The nearest layer that an operation belongs to or takes values from. */
  private static String place(GraphOperation operation) {
    Set<GraphOperation> seen = new HashSet<>();
    Queue<GraphOperation> next = new ArrayDeque<>(List.of(operation));
    while (!next.isEmpty()) {
      GraphOperation nearest = next.remove();
      Matcher layer = LAYER.matcher(nearest.name());
      if (layer.find()) {
        return "layer " + layer.group(1) + "/" + layer.group(2);
      }
      for (Operand<?> input : nearest.inputs()) {
        GraphOperation from = (GraphOperation) input.op();
        if (seen.add(from)) {
          next.add(from);
        }
      }
    }
    return "operation " + operation.name();
  }
}
