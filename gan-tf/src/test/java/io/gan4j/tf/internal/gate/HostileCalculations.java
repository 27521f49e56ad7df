package io.gan4j.tf.internal.gate;

import io.gan4j.tf.internal.gate.HostileModels.Hostile;
import io.gan4j.tf.internal.gate.HostileModels.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * Frozen graphs that calculate and nothing else, and by which TensorFlow was seen to end the
 * process, to hold it up or to fill its memory, in some version.
 */
final class HostileCalculations {
  /** As many nodes as may be. */
  private static final int LONGEST = 9_990;

  private final List<Hostile> all = new ArrayList<>();

  private HostileCalculations() {}

  static List<Hostile> all() {
    HostileCalculations calculations = new HostileCalculations();
    calculations.chains();
    calculations.divisions();
    calculations.memory();
    calculations.time();
    return calculations.all;
  }

  private void add(String name, BiFunction<Ops, Operand<TFloat32>, Operand<?>> made) {
    all.add(new Hostile(name, Kind.OPERATIONS, "", () -> graph(made).toByteArray()));
  }

  /** A graph in which something is made beside the images. */
  private static GraphDef graph(BiFunction<Ops, Operand<TFloat32>, Operand<?>> made) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x =
          tf.withName("x")
              .placeholder(
                  TFloat32.class,
                  Placeholder.shape(OperationExamples.IMAGE.prepend(Shape.UNKNOWN_SIZE)));
      Operand<?> value = made.apply(tf, x);
      OperationBuilder builder =
          graph.baseScope().env().opBuilder("Identity", OperationExamples.ALL, graph.baseScope());
      builder.addInput(x.asOutput());
      builder.addControlInput(value.op());
      builder.build();
      return graph.toGraphDef();
    }
  }

  private void chains() {
    for (String operation : List.of("Identity", "Neg", "Transpose")) {
      all.add(
          new Hostile(
              "a chain of " + operation,
              Kind.OPERATIONS,
              "",
              () -> chain(operation).toByteArray()));
    }
  }

  /** From the images to the output. */
  private static GraphDef chain(String operation) {
    GraphDef.Builder graph = graph((tf, x) -> tf.identity(x)).toBuilder();
    graph.removeNode(graph.getNodeCount() - 1);
    TensorProto order =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Mutants.shape(4))
            .addAllIntVal(List.of(3, 2, 1, 0))
            .build();
    graph
        .addNodeBuilder()
        .setName("order")
        .setOp("Const")
        .putAttr("dtype", type(DataType.DT_INT32))
        .putAttr("value", AttrValue.newBuilder().setTensor(order).build());
    for (int i = 0; i < LONGEST; i++) {
      NodeDef.Builder node =
          graph
              .addNodeBuilder()
              .setName(i == LONGEST - 1 ? OperationExamples.ALL : "n" + i)
              .setOp(operation)
              .putAttr("T", type(DataType.DT_FLOAT))
              .addInput(i == 0 ? "x" : "n" + (i - 1));
      if (operation.equals("Transpose")) {
        node.addInput("order").putAttr("Tperm", type(DataType.DT_INT32));
      }
    }
    return graph.build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private void divisions() {
    for (String operation : List.of("Div", "FloorDiv", "FloorMod", "TruncateDiv", "TruncateMod")) {
      add(
          operation + " of the smallest int32 by -1",
          (tf, x) -> by(tf, operation, tf.constant(Integer.MIN_VALUE), tf.constant(-1)));
      add(
          operation + " of the smallest int64 by -1",
          (tf, x) -> by(tf, operation, tf.constant(Long.MIN_VALUE), tf.constant(-1L)));
      add(
          operation + " by 0",
          (tf, x) -> by(tf, operation, tf.constant(new int[] {1, 2}), tf.constant(0)));
    }
    add(
        "a mean of 256 bytes",
        (tf, x) ->
            tf.math.mean(tf.dtypes.cast(tf.constant(new int[256]), TUint8.class), tf.constant(0)));
    add(
        "a power of the largest int64",
        (tf, x) ->
            tf.math.pow(
                tf.fill(tf.constant(new int[] {1 << 20}), tf.constant(3L)),
                tf.constant(Long.MAX_VALUE)));
  }

  private static Operand<?> by(Ops tf, String operation, Operand<?> dividend, Operand<?> divisor) {
    OperationBuilder builder = tf.scope().env().opBuilder(operation, "divided", tf.scope());
    builder.addInput(dividend.asOutput());
    builder.addInput(divisor.asOutput());
    return builder.build().output(0);
  }

  private void memory() {
    add(
        "a convolution whose windows, side by side, are 64 GiB",
        (tf, x) ->
            tf.nn.conv2d(filled(tf, 1, 1024, 1024, 1), filled(tf, 128, 128, 1, 1), ones(), "SAME"));
    add(
        "a transposed convolution whose windows are 8 GiB",
        (tf, x) ->
            tf.nn.conv2dBackpropInput(
                tf.constant(new int[] {1, 512, 512, 1}),
                tf.dtypes.cast(filled(tf, 64, 64, 1, 1), TFloat64.class),
                tf.dtypes.cast(filled(tf, 1, 512, 512, 1), TFloat64.class),
                ones(),
                "SAME"));
    add(
        "half a million tensors",
        (tf, x) -> {
          Operand<TFloat32> row = tf.fill(tf.constant(new int[] {10_000}), tf.constant(0f));
          Operand<?> last = row;
          for (int i = 0; i < 50; i++) {
            last = tf.unstack(row, 10_000L).output().get(0);
          }
          return last;
        });
  }

  private void time() {
    add(
        "remainders of the largest by the smallest double",
        (tf, x) -> {
          Operand<TFloat64> large = tf.fill(tf.constant(new int[] {1 << 26}), tf.constant(1.7e308));
          return tf.math.floorMod(large, tf.constant(3.7e-300));
        });
    add(
        "convolutions of each channel of float16",
        (tf, x) ->
            tf.nn.depthwiseConv2dNative(
                tf.dtypes.cast(filled(tf, 1, 512, 512, 1), TFloat16.class),
                tf.dtypes.cast(filled(tf, 64, 64, 1, 1), TFloat16.class),
                ones(),
                "SAME"));
    add(
        "pools of many int64",
        (tf, x) ->
            tf.nn.maxPool(
                tf.dtypes.cast(filled(tf, 1, 1024, 1024, 1), TInt64.class),
                tf.constant(new int[] {1, 128, 128, 1}),
                tf.constant(new int[] {1, 1, 1, 1}),
                "SAME"));
    add(
        "a hundred times the place of the largest of many",
        (tf, x) -> {
          Operand<TFloat32> many = filled(tf, 1 << 26);
          return tf.math.addN(
              Stream.<Operand<TInt64>>generate(() -> tf.math.argMax(many, tf.constant(0)))
                  .limit(100)
                  .toList());
        });
  }

  private static List<Long> ones() {
    return List.of(1L, 1L, 1L, 1L);
  }

  private static Operand<TFloat32> filled(Ops tf, int... sizes) {
    return tf.fill(tf.constant(sizes), tf.constant(0.5f));
  }
}
