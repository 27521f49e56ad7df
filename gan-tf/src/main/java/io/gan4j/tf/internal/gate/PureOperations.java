package io.gan4j.tf.internal.gate;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Operations that make tensors of tensors and do nothing else: no files, no network, no output, no
 * state, no loops, no other program. An operation that is not listed is refused, so that one which
 * a later TensorFlow brings is refused too. Strings are no part of a calculation, and neither are
 * sizes that only the values decide ({@code Where}, {@code Unique}).
 */
final class PureOperations {
  private static final String ELEMENTWISE =
      """
      Abs Acos Acosh Add AddN AddV2 Asin Asinh Atan Atan2 Atanh BiasAdd Cast Ceil ClipByValue Cos
      Cosh Div DivNoNan Elu Equal Erf Erfc Erfinv Exp Expm1 Floor FloorDiv FloorMod Greater
      GreaterEqual Identity IdentityN IsFinite IsInf IsNan LeakyRelu Less LessEqual Log Log1p
      LogicalAnd LogicalNot LogicalOr Maximum Minimum Mul MulNoNan Neg NotEqual OnesLike Pow
      PreventGradient RealDiv Reciprocal Relu Relu6 Rint Round Rsqrt Select SelectV2 Selu Sigmoid
      Sign Sin Sinh Softplus Softsign Sqrt Square SquaredDifference StopGradient Sub Tan Tanh
      TruncateDiv TruncateMod Xdivy Xlog1py Xlogy ZerosLike
      """;

  private static final String LAYOUT =
      """
      BatchToSpaceND BroadcastArgs BroadcastTo ConcatV2 Const DepthToSpace EnsureShape ExpandDims
      Fill Gather GatherNd GatherV2 MirrorPad NoOp OneHot Pack Pad PadV2 Placeholder
      PlaceholderWithDefault Range Rank Reshape ReverseV2 Shape ShapeN Size Slice SpaceToBatchND
      SpaceToDepth Split SplitV Squeeze StridedSlice Tile Transpose Unpack
      """;

  private static final String NETWORKS =
      """
      All Any ArgMax ArgMin AvgPool BatchMatMul BatchMatMulV2 BatchMatMulV3 Conv2D
      Conv2DBackpropInput Cumsum DepthwiseConv2dNative Einsum FusedBatchNorm FusedBatchNormV2
      FusedBatchNormV3 L2Loss LogSoftmax MatMul Max MaxPool Mean Min Prod ResizeArea ResizeBicubic
      ResizeBilinear ResizeNearestNeighbor ScaleAndTranslate Softmax Sum
      """;

  /** Random numbers that are a function of a key. */
  private static final String RANDOM =
      """
      StatelessRandomNormal StatelessRandomUniform StatelessRandomUniformFullInt
      StatelessRandomUniformInt StatelessTruncatedNormal
      """;

  private static final Set<String> ALL =
      Stream.of(ELEMENTWISE, LAYOUT, NETWORKS, RANDOM)
          .flatMap(words -> Stream.of(words.split("\\s+")))
          .collect(Collectors.toUnmodifiableSet());

  /** Calls of functions that came with the graph and are checked as it is. */
  static final Set<String> CALLS = Set.of("PartitionedCall", "StatefulPartitionedCall");

  private PureOperations() {}

  /** Whether a graph may hold it, whoever wrote the graph. */
  static boolean contains(String operation) {
    return ALL.contains(operation);
  }
}
