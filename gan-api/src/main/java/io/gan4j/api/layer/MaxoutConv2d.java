package io.gan4j.api.layer;

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
 * Convolution whose every output is the maximum over several linear pieces: {@code [height, width,
 * channels] → […, …, filters]}, sizes as in {@link Conv2d}. The kernel is {@code [height, width,
 * channels, filters·pieces]}; the pieces of a filter lie side by side, and each has a bias. The
 * pooling that usually follows is a {@link MaxPool} behind it.
 */
@Doc(
    value = "Convolution whose every output is the maximum over several linear pieces",
    paper = "Goodfellow et al. 2013, Maxout Networks")
public record MaxoutConv2d(
    @Doc("Number of output channels") int filters,
    @Doc("Linear pieces per output channel") @Default("2") int pieces,
    @Doc("Height and width of the kernel") Size kernelSize,
    @Doc("Step of the kernel") @Default("1") Size stride,
    @Doc("Padding around the image") @Default("same") Padding padding,
    @Doc("Initial kernel") @Default("glorot") Initializer kernel,
    @Doc("Initial bias") @Default("{type: constant, value: 0}") Initializer bias,
    @Doc("Biases: tied (one per piece), per-position or none") @Default("tied") Biases biases,
    @Doc("Transform of the trained kernel before use; absent: none")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public MaxoutConv2d {
    Check.positive("filters", filters);
    Check.rule(pieces >= 2, "pieces", "must be >= 2", pieces);
  }

  /** Without a transform of the weights. */
  public MaxoutConv2d(
      int filters,
      int pieces,
      Size kernelSize,
      Size stride,
      Padding padding,
      Initializer kernel,
      Initializer bias,
      Biases biases) {
    this(filters, pieces, kernelSize, stride, padding, kernel, bias, biases, null);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Images.shape(windows(input), filters);
  }

  private Size windows(Shape input) {
    Sides around = padding.around(Images.size(input), kernelSize, stride);
    return Images.windows(input, around, kernelSize, stride);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long channels = Images.channels(input);
    long outputs = (long) filters * pieces;
    long fanIn = Fans.all(kernelSize, channels);
    long fanOut = Fans.strided(kernelSize, stride, outputs);
    Shape shape = Shape.of(kernelSize.height(), kernelSize.width(), channels, outputs);
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.addAll(
        WeightTransform.kept(weights, ParameterSpec.kernel(shape, kernel, fanIn, fanOut)));
    parameters.addAll(biases.parameters(Images.shape(windows(input), outputs), bias, fanIn));
    return parameters;
  }
}
