package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * A convolution in two factors: each channel on its own, then a mix of the channels at each
 * position: {@code [height, width, channels] → […, …, filters]}, sizes as in {@link Conv2d}. The
 * kernels are {@code depthwise [height, width, 1, channels·multiplier]} and {@code pointwise [1, 1,
 * channels·multiplier, filters]}.
 */
@Doc(value = "Convolution in two factors, per channel and per position", paper = "Chollet 2017")
public record SeparableConv2d(
    @Doc("Number of output channels") int filters,
    @Doc("Height and width of the kernels that look at one channel each") Size kernelSize,
    @Doc("Step of these kernels along both axes, > 0") @Default("1") int stride,
    @Doc("Padding around the image") @Default("same") Padding padding,
    @Doc("Distance of these kernels' taps") @Default("1") Size dilation,
    @Doc("Outputs per channel of the first factor") @Default("1") int multiplier,
    @Doc("Activation of the output") @Default("linear") Activation activation,
    @Doc("Initial kernels of both factors") @Default("glorot") Initializer kernel,
    @Doc("Initial bias") @Default("{type: constant, value: 0}") Initializer bias,
    @Doc("Biases: tied (one per filter), per-position or none") @Default("tied") Biases biases,
    @Doc("Transform of the trained kernels before use; absent: none")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public SeparableConv2d {
    Check.positive("filters", filters);
    Check.positive("stride", stride);
    Check.positive("multiplier", multiplier);
  }

  /** Without a transform of the weights. */
  public SeparableConv2d(
      int filters,
      Size kernelSize,
      int stride,
      Padding padding,
      Size dilation,
      int multiplier,
      Activation activation,
      Initializer kernel,
      Initializer bias,
      Biases biases) {
    this(
        filters,
        kernelSize,
        stride,
        padding,
        dilation,
        multiplier,
        activation,
        kernel,
        bias,
        biases,
        null);
  }

  /** Size of the window that a dilated kernel covers. */
  public Size window() {
    return Images.dilated(kernelSize, dilation);
  }

  @Override
  public Shape outputShape(Shape input) {
    Size step = Size.of(stride);
    Sides around = padding.around(Images.size(input), window(), step);
    return Images.shape(Images.windows(input, around, window(), step), filters);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long between = Images.channels(input) * multiplier;
    Shape depthwise = Shape.of(kernelSize.height(), kernelSize.width(), 1, between);
    long fanIn = Fans.all(kernelSize, 1);
    long fanOut = Fans.strided(kernelSize, Size.of(stride), multiplier);
    Shape pointwise = Shape.of(1, 1, between, filters);
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.addAll(
        WeightTransform.kept(
            weights,
            new ParameterSpec("depthwise", depthwise, Role.KERNEL, kernel, fanIn, fanOut, 3)));
    parameters.addAll(
        WeightTransform.kept(
            weights,
            new ParameterSpec("pointwise", pointwise, Role.KERNEL, kernel, between, filters, 3)));
    parameters.addAll(biases.parameters(outputShape(input), bias, between));
    return parameters;
  }

  @Override
  public Range outputRange(Range input) {
    return activation.outputRange(Range.UNBOUNDED);
  }
}
