package io.gan4j.tf.internal.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** A graph with every operation that is let in, of images {@code [n, 6, 8, 4]}. */
final class OperationExamples {
  static final Shape IMAGE = Shape.of(6, 8, 4);

  /** What is there when every operation has run: the images, flat. */
  static final String ALL = "all";

  private final Graph graph;
  private final Ops tf;
  private final Operand<TFloat32> x;
  private final Operand<TFloat32> rows;
  private final Operand<TInt32> batch;
  private final List<Operation> added = new ArrayList<>();

  private OperationExamples(Graph graph) {
    this.graph = graph;
    this.tf = Ops.create(graph);
    Placeholder<TFloat32> fed =
        tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(IMAGE.prepend(-1)));
    x = tf.identity(fed);
    rows = tf.reshape(x, ints(-1, 4));
    batch = tf.slice(tf.shape(x), ints(0), ints(1));
  }

  /** Builds it into an empty graph. */
  static void build(Graph graph) {
    OperationExamples examples = new OperationExamples(graph);
    examples.elementwise();
    examples.layout();
    examples.slices();
    examples.reductions();
    examples.images();
    examples.random();
    examples.sizes();
    examples.pictures();
    examples.all();
  }

  private Operand<TInt32> ints(int... values) {
    return tf.constant(values);
  }

  private Output<?> add(
      String operation, Consumer<OperationBuilder> attributes, Operand<?>... inputs) {
    OperationBuilder builder =
        graph
            .baseScope()
            .env()
            .opBuilder(operation, operation + "_" + added.size(), graph.baseScope());
    for (Operand<?> input : inputs) {
      builder.addInput(input.asOutput());
    }
    attributes.accept(builder);
    return build(builder);
  }

  private Output<?> add(String operation, Operand<?>... inputs) {
    return add(operation, builder -> {}, inputs);
  }

  private Output<?> addList(
      String operation,
      List<? extends Operand<?>> list,
      Consumer<OperationBuilder> attributes,
      Operand<?>... inputs) {
    Output<?>[] outputs = list.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    OperationBuilder builder =
        graph
            .baseScope()
            .env()
            .opBuilder(operation, operation + "_" + added.size(), graph.baseScope());
    if (operation.equals("Concat")) {
      builder.addInput(inputs[0].asOutput());
    }
    builder.addInputList(outputs);
    for (int i = operation.equals("Concat") ? 1 : 0; i < inputs.length; i++) {
      builder.addInput(inputs[i].asOutput());
    }
    attributes.accept(builder);
    return build(builder);
  }

  private Output<?> build(OperationBuilder builder) {
    Operation operation = builder.build();
    added.add(operation);
    return operation.output(0);
  }

  private void pictures() {
    add("EncodePng", tf.dtypes.cast(x, TUint8.class));
  }

  private void all() {
    Operand<TFloat32> flat = tf.reshape(x, ints(-1, (int) IMAGE.size()));
    OperationBuilder builder =
        graph.baseScope().env().opBuilder("Identity", ALL, graph.baseScope());
    builder.addInput(flat.asOutput());
    added.forEach(builder::addControlInput);
    builder.build();
  }

  private void elementwise() {
    for (String operation :
        ("Abs Acos Acosh Asin Asinh Atan Atanh Ceil Cos Cosh Elu Erf Erfc Erfinv Exp Expm1 Floor"
                + " Identity IsFinite IsInf IsNan LeakyRelu Log Log1p Neg OnesLike PreventGradient"
                + " Reciprocal Relu Relu6 Rint Round Rsqrt Selu Sigmoid Sign Sin Sinh Softplus"
                + " Softsign Sqrt Square StopGradient Tan Tanh ZerosLike Softmax LogSoftmax")
            .split(" ", -1)) {
      add(operation, x);
    }
    add("CheckNumerics", b -> b.setAttr("message", "no number"), x);
    add("Cast", b -> b.setAttr("DstT", DataType.DT_INT64), x);
    Operand<TFloat32> column = tf.constant(new float[][] {{1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}});
    for (String operation :
        ("Add AddV2 Atan2 Div DivNoNan Equal FloorDiv FloorMod Greater GreaterEqual Less LessEqual"
                + " Maximum Minimum Mul MulNoNan NotEqual Pow RealDiv SquaredDifference Sub Xdivy"
                + " Xlog1py Xlogy")
            .split(" ", -1)) {
      add(operation, x, column);
      add(operation, column, tf.constant(2f));
    }
    for (String operation :
        "Add AddV2 Div FloorDiv FloorMod Maximum Minimum Mul Sub TruncateDiv TruncateMod"
            .split(" ", -1)) {
      add(operation, batch, ints(-3));
      add(operation, ints(7, -8), batch);
    }
    for (String operation : "BitwiseAnd BitwiseXor RightShift".split(" ", -1)) {
      add(operation, batch, ints(3));
      add(operation, ints(7, 8), batch);
    }
    Operand<TBool> large = tf.math.greater(rows, tf.constant(0.5f));
    add("LogicalNot", large);
    add("LogicalAnd", large, tf.constant(true));
    add("LogicalOr", large, large);
    addList("AddN", List.of(x, x, x), b -> {});
    add("BiasAdd", x, tf.constant(new float[] {1, 2, 3, 4}));
    add("ClipByValue", x, tf.constant(0f), tf.constant(1f));
    addList("IdentityN", List.of(x, batch), b -> {});
    add("Select", large, rows, rows);
    add("Select", tf.constant(true), x, x);
    add("SelectV2", large, rows, tf.constant(1f));
    for (String operation : "Abs Neg OnesLike Sign Square ZerosLike".split(" ", -1)) {
      add(operation, tf.math.sub(batch, ints(10)));
    }
  }

  private void layout() {
    add("BroadcastTo", tf.constant(new float[][] {{1}, {2}}), ints(5, 2, 3));
    add("BroadcastTo", batch, ints(3));
    addList("Concat", List.of(x, x), b -> {}, tf.constant(3));
    addList("ConcatV2", List.of(x, x, x), b -> {}, tf.constant(-2));
    addList("ConcatV2", List.of(batch, ints(5, 6)), b -> {}, tf.constant(0));
    add("DepthToSpace", b -> b.setAttr("block_size", 2L), x);
    add("SpaceToDepth", b -> b.setAttr("block_size", 2L), x);
    add("ExpandDims", x, tf.constant(-1));
    add("ExpandDims", x, ints(1));
    add("ExpandDims", batch, tf.constant(0));
    add("Fill", ints(2, 3), tf.constant(1f));
    add("Fill", ints(2), tf.constant(9));
    tf.noOp();
    add("OneHot", ints(1, 2, 0), tf.constant(5), tf.constant(1f), tf.constant(0f));
    add(
        "OneHot",
        b -> b.setAttr("axis", 0L),
        ints(1, 2, 0),
        tf.constant(5),
        tf.constant(1f),
        tf.constant(0f));
    addList("Pack", List.of(x, x, x), b -> b.setAttr("axis", -2L));
    addList("Pack", List.of(batch, batch), b -> {});
    add("PlaceholderWithDefault", b -> b.setAttr("shape", Shape.of(-1, 4)), rows);
    add("Range", tf.constant(10), tf.constant(3), tf.constant(-2));
    add("Range", tf.constant(0L), tf.constant(100L), tf.constant(1L));
    add("Rank", x);
    add("Reshape", x, ints(-1, 3, 16));
    add("Reshape", batch, tf.constant(new int[0]));
    add("ReverseV2", x, ints(1, -1));
    add("Shape", x);
    add("Shape", b -> b.setAttr("out_type", DataType.DT_INT64), rows);
    addList("ShapeN", List.of(x, rows), b -> {});
    add("Size", x);
    Operand<TFloat32> thin = tf.expandDims(tf.expandDims(rows, tf.constant(0)), tf.constant(-1));
    add("Squeeze", thin);
    add("Squeeze", b -> b.setAttr("squeeze_dims", new long[] {-1}), thin);
    add("Tile", x, ints(1, 2, 1, 3));
    add("Tile", ints(1, 2), ints(3));
    add("Transpose", x, ints(2, 0, 3, 1));
  }

  private void slices() {
    add("Gather", rows, ints(0, 2, 1));
    add("Gather", ints(5, 6, 7), ints(2, 0));
    add("GatherV2", x, tf.constant(new int[][] {{0, 1}, {2, 3}}), tf.constant(-1));
    add("GatherV2", tf.constant(new long[] {5, 6}), tf.constant(1), tf.constant(0));
    add(
        "GatherV2",
        b -> b.setAttr("batch_dims", 1L),
        tf.constant(new float[][] {{1, 2, 3}, {4, 5, 6}}),
        tf.constant(new int[][] {{0}, {1}}),
        tf.constant(1));
    Operand<TInt32> paddings = tf.constant(new int[][] {{0, 0}, {1, 2}, {3, 1}, {0, 0}});
    add("MirrorPad", b -> b.setAttr("mode", "REFLECT"), x, paddings);
    add("MirrorPad", b -> b.setAttr("mode", "SYMMETRIC"), x, paddings);
    add("Pad", x, paddings);
    add("PadV2", x, paddings, tf.constant(1f));
    add("Slice", x, ints(0, 1, 2, 3), ints(-1, 2, 3, 1));
    add("Slice", ints(4, 5, 6, 7), ints(1), ints(-1));
    add("Split", b -> b.setAttr("num_split", 2L), tf.constant(-1), x);
    add("SplitV", b -> b.setAttr("num_split", 3L), x, ints(1, -1, 4), tf.constant(2));
    add("Unpack", b -> b.setAttr("num", 6L).setAttr("axis", 1L), x);
    add("Unpack", b -> b.setAttr("num", 2L), ints(8, 9));
    strided(x, ints(0, 5), ints(1, 0), ints(1, -2), 1, 2, 0, 0, 0);
    strided(x, ints(0, -3), ints(0, 2), ints(1, 1), 0, 0, 1, 0, 2);
    strided(x, ints(1, 0, 0), ints(6, 0, 3), ints(2, 1, 1), 1, 0, 2, 4, 0);
    strided(x, ints(0, 0, 1), ints(0, 0, 3), ints(1, 1, 1), 3, 3, 0, 1, 0);
    strided(tf.shape(x), ints(0), ints(1), ints(1), 0, 0, 0, 0, 1);
    strided(tf.shape(x), ints(-1), ints(-9), ints(-2), 0, 0, 0, 0, 0);
    strided(ints(1, 2, 3), ints(1), ints(1), ints(1), 1, 1, 0, 0, 0);
  }

  private void strided(
      Operand<?> input,
      Operand<TInt32> begin,
      Operand<TInt32> end,
      Operand<TInt32> strides,
      long beginMask,
      long endMask,
      long ellipsisMask,
      long newAxisMask,
      long shrinkAxisMask) {
    add(
        "StridedSlice",
        b ->
            b.setAttr("begin_mask", beginMask)
                .setAttr("end_mask", endMask)
                .setAttr("ellipsis_mask", ellipsisMask)
                .setAttr("new_axis_mask", newAxisMask)
                .setAttr("shrink_axis_mask", shrinkAxisMask),
        input,
        begin,
        end,
        strides);
  }

  private void reductions() {
    for (String operation : "Max Mean Min Prod Sum".split(" ", -1)) {
      add(operation, x, ints(1, -1));
      add(operation, b -> b.setAttr("keep_dims", true), x, tf.constant(0));
      add(operation, x, tf.constant(new int[0]));
    }
    for (String operation : "Max Min Prod Sum".split(" ", -1)) {
      add(operation, tf.shape(x), ints(0));
    }
    Operand<TBool> large = tf.math.greater(rows, tf.constant(0.5f));
    add("All", large, ints(0));
    add("Any", large, ints(0, 1));
    add("ArgMax", x, tf.constant(-1));
    add("ArgMin", x, tf.constant(1L));
    add("MatMul", rows, tf.constant(new float[4][3]));
    add("MatMul", b -> b.setAttr("transpose_a", true), rows, rows);
    add("MatMul", b -> b.setAttr("transpose_b", true), rows, rows);
    add("BatchMatMul", b -> b.setAttr("adj_y", true), x, x);
    add("BatchMatMulV2", b -> b.setAttr("adj_x", true), x, x);
    add("BatchMatMulV2", x, tf.constant(new float[4][5]));
    add(
        "BatchMatMulV3",
        b -> b.setAttr("Tout", DataType.DT_FLOAT),
        x,
        tf.constant(new float[6][4][5]));
  }

  private void images() {
    Operand<TFloat32> filter = tf.constant(new float[3][2][4][5]);
    long[] one = {1, 1, 1, 1};
    for (String padding : List.of("SAME", "VALID")) {
      for (long[] strides : new long[][] {one, {1, 2, 3, 1}}) {
        add("Conv2D", b -> b.setAttr("strides", strides).setAttr("padding", padding), x, filter);
        for (String pool : List.of("AvgPool", "MaxPool")) {
          add(
              pool,
              b ->
                  b.setAttr("ksize", new long[] {1, 3, 2, 1})
                      .setAttr("strides", strides)
                      .setAttr("padding", padding),
              x);
        }
      }
      add(
          "Conv2D",
          b ->
              b.setAttr("strides", one)
                  .setAttr("dilations", new long[] {1, 2, 3, 1})
                  .setAttr("padding", padding),
          x,
          filter);
      add("MaxPoolV2", b -> b.setAttr("padding", padding), x, ints(1, 3, 2, 1), ints(1, 2, 2, 1));
      add(
          "DepthwiseConv2dNative",
          b -> b.setAttr("strides", new long[] {1, 2, 2, 1}).setAttr("padding", padding),
          x,
          tf.constant(new float[3][2][4][2]));
    }
    add(
        "Conv2DBackpropInput",
        b -> b.setAttr("strides", new long[] {1, 2, 2, 1}).setAttr("padding", "SAME"),
        tf.concat(List.of(batch, ints(11, 16, 7)), tf.constant(0)),
        tf.constant(new float[3][3][7][4]),
        x);
    Operand<TFloat32> four = tf.constant(new float[] {1, 1, 1, 1});
    for (String operation : List.of("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3")) {
      add(operation, b -> b.setAttr("is_training", false), x, four, four, four, four);
    }
    add("ResizeBilinear", x, ints(5, 9));
    Output<?> phases =
        add("SpaceToBatchND", x, ints(2, 3), tf.constant(new int[][] {{1, 1}, {0, 1}}));
    add("BatchToSpaceND", phases, ints(3, 2), tf.constant(new int[][] {{1, 0}, {2, 1}}));
    add("ResizeNearestNeighbor", x, ints(3, 2));
  }

  private void random() {
    Operand<TInt64> key = tf.constant(new long[] {1, 2});
    Operand<TInt32> shape = tf.concat(List.of(batch, ints(3)), tf.constant(0));
    for (String operation :
        List.of("StatelessRandomNormal", "StatelessRandomUniform", "StatelessTruncatedNormal")) {
      add(operation, shape, key);
    }
    add("StatelessRandomUniformFullInt", b -> b.setAttr("dtype", DataType.DT_INT64), shape, key);
    add("StatelessRandomUniformInt", shape, key, tf.constant(0L), tf.constant(9L));
  }

  /** Sizes as graphs calculate them. */
  private void sizes() {
    Operand<TInt32> count = tf.reshape(batch, tf.constant(new int[0]));
    add("Reshape", x, tf.stack(List.of(count, tf.constant(-1), tf.constant(2))));
    add("Fill", tf.stack(List.of(count, tf.math.mul(count, count))), tf.constant(0f));
    add("Range", tf.constant(0), tf.math.floorDiv(tf.constant(17), count), tf.constant(1));
    add("Tile", rows, tf.gather(tf.shape(x), ints(1, 0), tf.constant(0)));
  }
}
