package io.gan4j.tf.internal.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The most that the tensors of one run of a graph occupy at once, from the shapes in the graph
 * alone. The operations are gone through in the order in which their inputs become ready, as
 * TensorFlow does; a tensor lives until its last reader is done. Constants, what is fed and the
 * values of variables are there anyway and do not count, nor does a shape that is not known before
 * the run.
 */
public final class Liveness {
  /** Outputs that are there before the run, and stay. */
  private static final Set<String> KEPT =
      Set.of("Const", "Placeholder", "ReadVariableOp", "VarHandleOp");

  /** Operations that hand on the memory of their first input. */
  private static final Set<String> HANDED_ON =
      Set.of(
          "CheckNumerics",
          "ExpandDims",
          "Identity",
          "PreventGradient",
          "Reshape",
          "Snapshot",
          "Squeeze",
          "StopGradient");

  /** Operations that write over an input of the output's size if nobody else reads it. */
  private static final Set<String> IN_PLACE =
      Set.of(
          "Abs",
          "Add",
          "AddN",
          "AddV2",
          "BiasAdd",
          "Div",
          "DivNoNan",
          "Elu",
          "EluGrad",
          "Exp",
          "Expm1",
          "FusedBatchNormV3",
          "LeakyRelu",
          "LeakyReluGrad",
          "Log",
          "Log1p",
          "Maximum",
          "Minimum",
          "Mul",
          "Neg",
          "Pow",
          "RealDiv",
          "Reciprocal",
          "Relu",
          "ReluGrad",
          "Rsqrt",
          "RsqrtGrad",
          "Selu",
          "SeluGrad",
          "Sigmoid",
          "SigmoidGrad",
          "Sign",
          "Softmax",
          "Softplus",
          "SoftplusGrad",
          "Sqrt",
          "SqrtGrad",
          "Square",
          "SquaredDifference",
          "Sub",
          "Tanh",
          "TanhGrad");

  private static final class Buffer {
    final long bytes;
    int readers;

    Buffer(long bytes) {
      this.bytes = bytes;
    }
  }

  private final Map<Output<?>, Integer> readers = new HashMap<>();
  private final Map<GraphOperation, Integer> waitsFor = new HashMap<>();
  private final Map<GraphOperation, List<GraphOperation>> waiting = new HashMap<>();
  private final Deque<GraphOperation> ready = new ArrayDeque<>();
  private final Map<Output<?>, Buffer> buffers = new HashMap<>();
  private long live;
  private long peak;

  private Liveness(Set<GraphOperation> operations) {
    for (GraphOperation operation : operations) {
      Set<GraphOperation> before = new HashSet<>(operation.controlInputs());
      for (Operand<?> input : operation.inputs()) {
        readers.merge(input.asOutput(), 1, Integer::sum);
        before.add((GraphOperation) input.op());
      }
      waitsFor.put(operation, before.size());
      before.forEach(b -> waiting.computeIfAbsent(b, key -> new ArrayList<>()).add(operation));
      if (before.isEmpty()) {
        ready.add(operation);
      }
    }
  }

  /**
   * Bytes at the peak of a run.
   *
   * @param targets what is run, with everything it needs
   */
  public static long peak(Graph graph, Set<GraphOperation> targets) {
    Set<GraphOperation> operations = new LinkedHashSet<>(graph.subgraphToOps(targets));
    operations.addAll(targets);
    Liveness liveness = new Liveness(operations);
    liveness.run();
    return liveness.peak;
  }

  private void run() {
    while (!ready.isEmpty()) {
      GraphOperation operation = ready.remove();
      List<Operand<?>> inputs = operation.inputs();
      for (int i = 0; i < operation.numOutputs(); i++) {
        Buffer buffer = output(operation, i, inputs);
        buffer.readers += readers.getOrDefault(operation.output(i), 0);
        buffers.put(operation.output(i), buffer);
      }
      peak = Math.max(peak, live);
      for (int i = 0; i < operation.numOutputs(); i++) {
        release(operation.output(i), 0);
      }
      inputs.forEach(input -> release(input.asOutput(), 1));
      for (GraphOperation later : waiting.getOrDefault(operation, List.of())) {
        if (waitsFor.merge(later, -1, Integer::sum) == 0) {
          ready.add(later);
        }
      }
    }
  }

  private Buffer output(GraphOperation operation, int index, List<Operand<?>> inputs) {
    String type = operation.type();
    if (KEPT.contains(type)) {
      return new Buffer(0);
    }
    if (type.equals(RoundedProduct.TYPE)) {
      return buffer(inputs.get(index).asOutput());
    }
    long bytes = bytes(operation.output(index));
    if (index == 0 && !inputs.isEmpty()) {
      if (HANDED_ON.contains(type) || (type.equals("Slice") && takesRows(operation))) {
        return buffer(inputs.get(0).asOutput());
      }
      if (IN_PLACE.contains(type)) {
        for (Operand<?> input : inputs) {
          Buffer own = buffer(input.asOutput());
          if (own.readers == 1 && own.bytes == bytes) {
            return own;
          }
        }
      }
    }
    live += bytes;
    return new Buffer(bytes);
  }

  private void release(Output<?> output, int read) {
    Buffer buffer = buffer(output);
    buffer.readers -= read;
    if (buffer.readers == 0) {
      live -= buffer.bytes;
      buffers.remove(output);
    }
  }

  private Buffer buffer(Output<?> output) {
    Buffer buffer = buffers.get(output);
    if (buffer == null) {
      throw new IllegalStateException(output.op().name() + " was read before it was there");
    }
    return buffer;
  }

  /** Whole rows of the first axis lie together, so a slice of them needs no copy. */
  private static boolean takesRows(GraphOperation slice) {
    Shape from = slice.inputs().get(0).asOutput().shape();
    Shape to = slice.output(0).shape();
    return from.numDimensions() > 0 && from.tail().equals(to.tail());
  }

  private static long bytes(Output<?> output) {
    Shape shape = output.shape();
    return shape.isUnknown() || shape.hasUnknownDimension()
        ? 0
        : shape.size() * bytes(output.dataType());
  }

  private static long bytes(DataType type) {
    return switch (type) {
      case DT_DOUBLE, DT_INT64, DT_UINT64 -> Long.BYTES;
      case DT_FLOAT, DT_INT32, DT_UINT32 -> Float.BYTES;
      case DT_HALF, DT_BFLOAT16, DT_INT16, DT_UINT16 -> Short.BYTES;
      case DT_BOOL, DT_INT8, DT_UINT8 -> Byte.BYTES;
      default -> 0; // handles
    };
  }
}
