package io.gan4j.tf.internal.graph;

import static io.gan4j.tf.internal.graph.Backward.gradients;

import io.gan4j.tf.internal.workers.Collectives;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.math.ReciprocalGrad;
import org.tensorflow.op.math.RsqrtGrad;
import org.tensorflow.op.math.SigmoidGrad;
import org.tensorflow.op.math.SoftplusGrad;
import org.tensorflow.op.math.TanhGrad;
import org.tensorflow.op.nn.AvgPool;
import org.tensorflow.op.nn.BiasAdd;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.Conv2dBackpropInput;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.op.nn.DepthwiseConv2dNativeBackpropFilter;
import org.tensorflow.op.nn.DepthwiseConv2dNativeBackpropInput;
import org.tensorflow.op.nn.EluGrad;
import org.tensorflow.op.nn.MaxPoolGradGrad;
import org.tensorflow.op.nn.Relu6Grad;
import org.tensorflow.op.nn.ReluGrad;
import org.tensorflow.op.nn.SeluGrad;
import org.tensorflow.op.nn.SoftsignGrad;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Gradients of the operations that TensorFlow's own gradients are made of, and for which it has
 * none: what the gradient of a gradient penalty needs. G is the gradient that comes in, g the one
 * that the operation itself passed on.
 */
final class BackwardRules {

  /** The rules, by the operation's type. */
  static final Map<String, GradientRule> BY_TYPE =
      Map.ofEntries(
          Map.entry("ReluGrad", BackwardRules::relu),
          Map.entry("Relu6Grad", BackwardRules::relu6),
          Map.entry("EluGrad", BackwardRules::elu),
          Map.entry("SeluGrad", BackwardRules::selu),
          Map.entry("SoftplusGrad", BackwardRules::softplus),
          Map.entry("SoftsignGrad", BackwardRules::softsign),
          Map.entry("SigmoidGrad", BackwardRules::sigmoid),
          Map.entry("TanhGrad", BackwardRules::tanh),
          Map.entry("SqrtGrad", BackwardRules::sqrt),
          Map.entry("RsqrtGrad", BackwardRules::inverseSqrt),
          Map.entry("ReciprocalGrad", BackwardRules::reciprocal),
          Map.entry("AvgPoolGrad", BackwardRules::averagePool),
          Map.entry("MaxPoolGradV2", BackwardRules::maxPool),
          Map.entry("BiasAddGrad", BackwardRules::bias),
          Map.entry("Conv2DBackpropFilter", BackwardRules::convolutionsKernel),
          Map.entry("DepthwiseConv2dNativeBackpropInput", BackwardRules::depthwise),
          Map.entry("DepthwiseConv2dNativeBackpropFilter", BackwardRules::depthwiseKernel),
          Map.entry("ResizeBilinearGrad", BackwardRules::resizeBilinear),
          Map.entry("ResizeNearestNeighborGrad", BackwardRules::resizeNearest),
          Map.entry("StridedSliceGrad", BackwardRules::stridedSlice),
          Map.entry("CollectiveReduce", BackwardRules::meanOverWorkers),
          Map.entry("FusedBatchNormGradV3", FusedBatchNormRule::build),
          Map.entry(RoundedProduct.TYPE, RoundedProduct::backward));

  private BackwardRules() {}

  /** The mean or sum over all workers is linear, and its transpose is one again. */
  private static <T extends TFloating> List<@Nullable Operand<T>> meanOverWorkers(Backward<T> op) {
    return gradients(
        Collectives.backward(
            op.tf(),
            op.number("group_size"),
            op.number("instance_key"),
            op.string("final_op"),
            op.gradient()));
  }

  /** ReluGrad(g, x) = g where x > 0: flat in x. */
  private static <T extends TFloating> List<@Nullable Operand<T>> relu(Backward<T> op) {
    return gradients(ReluGrad.create(op.tf().scope(), op.gradient(), op.input(1)), null);
  }

  private static <T extends TFloating> List<@Nullable Operand<T>> relu6(Backward<T> op) {
    return gradients(Relu6Grad.create(op.tf().scope(), op.gradient(), op.input(1)), null);
  }

  /** EluGrad(g, y) = g·(y + 1) where y < 0. */
  private static <T extends TFloating> List<@Nullable Operand<T>> elu(Backward<T> op) {
    return gradients(
        EluGrad.create(op.tf().scope(), op.gradient(), op.input(1)), whereNegative(op));
  }

  /** SeluGrad(g, y) = g·(y + λα) where y < 0. */
  private static <T extends TFloating> List<@Nullable Operand<T>> selu(Backward<T> op) {
    return gradients(
        SeluGrad.create(op.tf().scope(), op.gradient(), op.input(1)), whereNegative(op));
  }

  /** G·g where y < 0. */
  private static <T extends TFloating> Operand<T> whereNegative(Backward<T> op) {
    Operand<T> both = op.product(op.gradient(), op.input(0));
    return op.tf()
        .select(
            op.tf().math.less(op.input(1), op.constant(0)), both, op.tf().zerosLike(op.input(1)));
  }

  /** SoftplusGrad(g, x) = g·σ(x). */
  private static <T extends TFloating> List<@Nullable Operand<T>> softplus(Backward<T> op) {
    Operand<T> sigma = op.tf().math.sigmoid(op.input(1));
    Operand<T> rest = op.tf().math.sub(op.constant(1), sigma);
    return gradients(
        SoftplusGrad.create(op.tf().scope(), op.gradient(), op.input(1)),
        op.product(op.gradient(), op.input(0), sigma, rest));
  }

  /** SoftsignGrad(g, x) = g/(1 + |x|)². */
  private static <T extends TFloating> List<@Nullable Operand<T>> softsign(Backward<T> op) {
    Operand<T> x = op.input(1);
    Operand<T> above = op.tf().math.add(op.constant(1), op.tf().math.abs(x));
    Operand<T> both = op.product(op.constant(-2), op.tf().math.sign(x), op.gradient(), op.input(0));
    return gradients(
        SoftsignGrad.create(op.tf().scope(), op.gradient(), x),
        op.tf().math.div(both, op.product(above, above, above)));
  }

  /** SigmoidGrad(y, g) = g·y·(1 − y). */
  private static <T extends TFloating> List<@Nullable Operand<T>> sigmoid(Backward<T> op) {
    Operand<T> y = op.input(0);
    Operand<T> slope = op.tf().math.sub(op.constant(1), op.product(op.constant(2), y));
    return gradients(
        op.product(op.gradient(), op.input(1), slope),
        SigmoidGrad.create(op.tf().scope(), y, op.gradient()));
  }

  /** TanhGrad(y, g) = g·(1 − y²). */
  private static <T extends TFloating> List<@Nullable Operand<T>> tanh(Backward<T> op) {
    Operand<T> y = op.input(0);
    return gradients(
        op.product(op.constant(-2), op.gradient(), op.input(1), y),
        TanhGrad.create(op.tf().scope(), y, op.gradient()));
  }

  /** SqrtGrad(y, g) = g/(2y). */
  private static <T extends TFloating> List<@Nullable Operand<T>> sqrt(Backward<T> op) {
    Operand<T> y = op.input(0);
    Operand<T> perG = op.tf().math.div(op.product(op.constant(0.5), op.gradient()), y);
    return gradients(op.tf().math.neg(op.tf().math.div(op.product(perG, op.input(1)), y)), perG);
  }

  /** RsqrtGrad(y, g) = −g·y³/2. */
  private static <T extends TFloating> List<@Nullable Operand<T>> inverseSqrt(Backward<T> op) {
    Operand<T> y = op.input(0);
    return gradients(
        op.product(op.constant(-1.5), op.gradient(), op.input(1), y, y),
        RsqrtGrad.create(op.tf().scope(), y, op.gradient()));
  }

  /** ReciprocalGrad(y, g) = −g·y². */
  private static <T extends TFloating> List<@Nullable Operand<T>> reciprocal(Backward<T> op) {
    Operand<T> y = op.input(0);
    return gradients(
        op.product(op.constant(-2), op.gradient(), op.input(1), y),
        ReciprocalGrad.create(op.tf().scope(), y, op.gradient()));
  }

  /** AvgPoolGrad(sizes, g) is linear in g: its transpose pools. */
  private static <T extends TFloating> List<@Nullable Operand<T>> averagePool(Backward<T> op) {
    return gradients(
        null,
        op.tf()
            .nn
            .avgPool(
                op.gradient(),
                op.numbers("ksize"),
                op.numbers("strides"),
                op.string("padding"),
                AvgPool.dataFormat(op.string("data_format"))));
  }

  /** MaxPoolGradV2(x, y, g, window, step) moves g to where x was largest: linear in g. */
  private static <T extends TFloating> List<@Nullable Operand<T>> maxPool(Backward<T> op) {
    Operand<T> picked =
        MaxPoolGradGrad.create(
            op.tf().scope(),
            op.input(0),
            op.input(1),
            op.gradient(),
            op.sizes(3),
            op.sizes(4),
            op.string("padding"),
            MaxPoolGradGrad.dataFormat(op.string("data_format")));
    return gradients(null, null, picked, null, null);
  }

  /** BiasAddGrad(g) sums: its transpose spreads. */
  private static <T extends TFloating> List<@Nullable Operand<T>> bias(Backward<T> op) {
    return gradients(
        op.tf()
            .nn
            .biasAdd(
                op.tf().zerosLike(op.input(0)),
                op.gradient(),
                BiasAdd.dataFormat(op.string("data_format"))));
  }

  /** Conv2DBackpropFilter(x, sizes, g) is linear in x and in g. */
  private static <T extends TFloating> List<@Nullable Operand<T>> convolutionsKernel(
      Backward<T> op) {
    Operand<T> perImage =
        op.tf()
            .nn
            .conv2dBackpropInput(
                op.tf().shape(op.input(0)),
                op.gradient(),
                op.input(2),
                op.numbers("strides"),
                op.string("padding"),
                Conv2dBackpropInput.dataFormat(op.string("data_format")),
                Conv2dBackpropInput.dilations(op.numbers("dilations")),
                Conv2dBackpropInput.explicitPaddings(op.numbers("explicit_paddings")));
    Operand<T> perG =
        op.tf()
            .nn
            .conv2d(
                op.input(0),
                op.gradient(),
                op.numbers("strides"),
                op.string("padding"),
                Conv2d.dataFormat(op.string("data_format")),
                Conv2d.dilations(op.numbers("dilations")),
                Conv2d.explicitPaddings(op.numbers("explicit_paddings")));
    return gradients(perImage, null, perG);
  }

  /** DepthwiseConv2dNativeBackpropInput(sizes, kernel, g) is linear in kernel and in g. */
  private static <T extends TFloating> List<@Nullable Operand<T>> depthwise(Backward<T> op) {
    Operand<T> perKernel =
        DepthwiseConv2dNativeBackpropFilter.create(
            op.tf().scope(),
            op.gradient(),
            op.tf().shape(op.input(1)),
            op.input(2),
            op.numbers("strides"),
            op.string("padding"),
            DepthwiseConv2dNativeBackpropFilter.dataFormat(op.string("data_format")),
            DepthwiseConv2dNativeBackpropFilter.dilations(op.numbers("dilations")),
            DepthwiseConv2dNativeBackpropFilter.explicitPaddings(op.numbers("explicit_paddings")));
    return gradients(null, perKernel, depthwise(op, op.gradient(), op.input(1)));
  }

  /** DepthwiseConv2dNativeBackpropFilter(x, sizes, g) is linear in x and in g. */
  private static <T extends TFloating> List<@Nullable Operand<T>> depthwiseKernel(Backward<T> op) {
    Operand<T> perImage =
        DepthwiseConv2dNativeBackpropInput.create(
            op.tf().scope(),
            op.tf().shape(op.input(0)),
            op.gradient(),
            op.input(2),
            op.numbers("strides"),
            op.string("padding"),
            DepthwiseConv2dNativeBackpropInput.dataFormat(op.string("data_format")),
            DepthwiseConv2dNativeBackpropInput.dilations(op.numbers("dilations")),
            DepthwiseConv2dNativeBackpropInput.explicitPaddings(op.numbers("explicit_paddings")));
    return gradients(perImage, null, depthwise(op, op.input(0), op.gradient()));
  }

  private static <T extends TFloating> Operand<T> depthwise(
      Backward<T> op, Operand<T> images, Operand<T> kernel) {
    return op.tf()
        .nn
        .depthwiseConv2dNative(
            images,
            kernel,
            op.numbers("strides"),
            op.string("padding"),
            DepthwiseConv2dNative.dataFormat(op.string("data_format")),
            DepthwiseConv2dNative.dilations(op.numbers("dilations")),
            DepthwiseConv2dNative.explicitPaddings(op.numbers("explicit_paddings")));
  }

  /** ResizeBilinearGrad(g, image) is linear in g, which is float32: its transpose resizes. */
  @SuppressWarnings("unchecked") // TensorFlow's resizing is float32 only
  private static <T extends TFloating> List<@Nullable Operand<T>> resizeBilinear(Backward<T> op) {
    Operand<TFloat32> resized =
        op.tf()
            .image
            .resizeBilinear(
                op.gradient(),
                heightAndWidth(op),
                ResizeBilinear.alignCorners(op.flag("align_corners")),
                ResizeBilinear.halfPixelCenters(op.flag("half_pixel_centers")));
    return gradients((Operand<T>) resized, null);
  }

  /** ResizeNearestNeighborGrad(g, sizes) is linear in g: its transpose resizes. */
  private static <T extends TFloating> List<@Nullable Operand<T>> resizeNearest(Backward<T> op) {
    return gradients(
        op.tf()
            .image
            .resizeNearestNeighbor(
                op.gradient(),
                heightAndWidth(op),
                ResizeNearestNeighbor.alignCorners(op.flag("align_corners")),
                ResizeNearestNeighbor.halfPixelCenters(op.flag("half_pixel_centers"))),
        null);
  }

  private static <T extends TFloating> Operand<TInt32> heightAndWidth(Backward<T> op) {
    return op.tf()
        .slice(
            op.tf().shape(op.input(0)),
            op.tf().constant(new int[] {1}),
            op.tf().constant(new int[] {2}));
  }

  /** StridedSliceGrad(sizes, begin, end, strides, g) is linear in g: its transpose slices. */
  private static <T extends TFloating> List<@Nullable Operand<T>> stridedSlice(Backward<T> op) {
    Operand<T> sliced =
        op.tf()
            .stridedSlice(
                op.gradient(),
                op.sizes(1),
                op.sizes(2),
                op.sizes(3),
                StridedSlice.beginMask(op.number("begin_mask")),
                StridedSlice.endMask(op.number("end_mask")),
                StridedSlice.ellipsisMask(op.number("ellipsis_mask")),
                StridedSlice.newAxisMask(op.number("new_axis_mask")),
                StridedSlice.shrinkAxisMask(op.number("shrink_axis_mask")));
    return gradients(null, null, null, null, sliced);
  }
}
