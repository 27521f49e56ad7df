package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Convolution of each channel on its own: {@code [height, width, channels] → […, …,
 * channels·multiplier]}, sizes as in {@link Conv2d}. The kernel is {@code [height, width, 1,
 * channels·multiplier]}; the outputs of a channel lie side by side.
 */
@Doc("Convolution of each channel on its own")
public record DepthwiseConv2d(
    @Doc("Outputs per channel") @Default("1") int multiplier,
    @Doc("Height and width of the kernels") Size kernelSize,
    @Doc("Step of the kernels along both axes, > 0") @Default("1") int stride,
    @Doc("Padding around the image") @Default("same") Padding padding,
    @Doc("Distance of the kernels' taps") @Default("1") Size dilation,
    @Doc("Activation of the output") @Default("linear") Activation activation,
    @Doc("Initial kernels") @Default("glorot") Initializer kernel,
    @Doc("Initial bias") @Default("{type: constant, value: 0}") Initializer bias,
    @Doc("Biases: tied (one per output channel), per-position or none") @Default("tied")
        Biases biases,
    @Doc("Transform of the trained kernel before use; absent: none")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public DepthwiseConv2d {
    Check.positive("multiplier", multiplier);
    Check.positive("stride", stride);
  }

  /** Without a transform of the weights. */
  public DepthwiseConv2d(
      int multiplier,
      Size kernelSize,
      int stride,
      Padding padding,
      Size dilation,
      Activation activation,
      Initializer kernel,
      Initializer bias,
      Biases biases) {
    this(multiplier, kernelSize, stride, padding, dilation, activation, kernel, bias, biases, null);
  }

  /** Size of the window that a dilated kernel covers. */
  public Size window() {
    return Images.dilated(kernelSize, dilation);
  }

  @Override
  public Shape outputShape(Shape input) {
    Size step = Size.of(stride);
    Sides around = padding.around(Images.size(input), window(), step);
    return Images.shape(
        Images.windows(input, around, window(), step), Images.channels(input) * multiplier);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long outputs = Images.channels(input) * multiplier;
    long fanIn = Fans.all(kernelSize, 1);
    long fanOut = Fans.strided(kernelSize, Size.of(stride), multiplier);
    Shape shape = Shape.of(kernelSize.height(), kernelSize.width(), 1, outputs);
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.addAll(
        WeightTransform.kept(weights, ParameterSpec.kernel(shape, kernel, fanIn, fanOut)));
    parameters.addAll(biases.parameters(outputShape(input), bias, fanIn));
    return parameters;
  }

  @Override
  public Range outputRange(Range input) {
    return activation.outputRange(Range.UNBOUNDED);
  }
}
