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
 * Convolution: {@code activation(x ∗ kernel + bias)}, {@code [height, width, channels] → [⌊(height
 * + p − k)/s⌋ + 1, …, filters]} for padding p, window k = (size − 1)·dilation + 1 and stride s. The
 * kernel is {@code [height, width, channels, filters]} and is not flipped. A kernel's fan-out
 * counts the outputs that one input feeds, which a stride makes fewer.
 */
@Doc("Convolution: activation(x ∗ kernel + bias), [height, width, channels] → […, …, filters]")
public record Conv2d(
    @Doc("Number of output channels") int filters,
    @Doc("Height and width of the kernel") Size kernelSize,
    @Doc("Step of the kernel") @Default("1") Size stride,
    @Doc("Padding around the image") @Default("same") Padding padding,
    @Doc("Distance of the kernel's taps") @Default("1") Size dilation,
    @Doc("Activation of the output") @Default("linear") Activation activation,
    @Doc("Initial kernel") @Default("glorot") Initializer kernel,
    @Doc("Initial bias") @Default("{type: constant, value: 0}") Initializer bias,
    @Doc("Biases: tied (one per filter), per-position or none") @Default("tied") Biases biases,
    @Doc("Transform of the trained kernel before use; absent: none")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public Conv2d {
    Check.positive("filters", filters);
  }

  /** Without a transform of the weights. */
  public Conv2d(
      int filters,
      Size kernelSize,
      Size stride,
      Padding padding,
      Size dilation,
      Activation activation,
      Initializer kernel,
      Initializer bias,
      Biases biases) {
    this(filters, kernelSize, stride, padding, dilation, activation, kernel, bias, biases, null);
  }

  /** Size of the window that the dilated kernel covers. */
  public Size window() {
    return Images.dilated(kernelSize, dilation);
  }

  @Override
  public Shape outputShape(Shape input) {
    Sides around = padding.around(Images.size(input), window(), stride);
    return Images.shape(Images.windows(input, around, window(), stride), filters);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long channels = Images.channels(input);
    long fanIn = Fans.all(kernelSize, channels);
    long fanOut = Fans.strided(kernelSize, stride, filters);
    Shape shape = Shape.of(kernelSize.height(), kernelSize.width(), channels, filters);
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
