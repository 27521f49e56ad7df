package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Transposed convolution, the gradient of a convolution with respect to its input: {@code [height,
 * width, channels] → [out, …, filters]}. Along each axis out is in·stride under same padding, (in −
 * 1)·stride + kernel under valid, and (in − 1)·stride + kernel − p under explicit padding by p
 * together, which then cuts off.
 *
 * <p>A convolution with a stride maps several sizes to one, so its transpose can make any of them:
 * {@code outputSize} chooses. From 4 by a stride of 2 under same padding come 8 or 7.
 *
 * <p>The kernel is {@code [height, width, filters, channels]}.
 */
@Doc(
    value = "Transposed convolution, which enlarges by its stride",
    paper = "Zeiler et al. 2010, Deconvolutional networks")
public record TransposedConv2d(
    @Doc("Number of output channels") int filters,
    @Doc("Height and width of the kernel") Size kernelSize,
    @Doc("By how much the image is enlarged") @Default("1") Size stride,
    @Doc("Padding of the convolution that it transposes: what that one pads is cut off")
        @Default("same")
        Padding padding,
    @Doc("Height and width of the output, where the stride allows several; absent: by the formula")
        @Nullable Size outputSize,
    @Doc("Activation of the output") @Default("linear") Activation activation,
    @Doc("Initial kernel") @Default("glorot") Initializer kernel,
    @Doc("Initial bias") @Default("{type: constant, value: 0}") Initializer bias,
    @Doc("Biases: tied (one per filter), per-position or none") @Default("tied") Biases biases,
    @Doc("Transform of the trained kernel before use; absent: none")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public TransposedConv2d {
    Check.positive("filters", filters);
  }

  /** Without a transform of the weights. */
  public TransposedConv2d(
      int filters,
      Size kernelSize,
      Size stride,
      Padding padding,
      @Nullable Size outputSize,
      Activation activation,
      Initializer kernel,
      Initializer bias,
      Biases biases) {
    this(filters, kernelSize, stride, padding, outputSize, activation, kernel, bias, biases, null);
  }

  @Override
  public Shape outputShape(Shape input) {
    Size image = Images.size(input);
    Sides cut = padding instanceof Padding.Explicit explicit ? explicit.amounts() : Sides.NONE;
    int height = least(image.height(), kernelSize.height(), stride.height()) - cut.rows();
    int width = least(image.width(), kernelSize.width(), stride.width()) - cut.columns();
    if (height < 1 || width < 1) {
      throw new ShapeMismatchException(
          "leaves nothing of "
              + input
              + ": its padding cuts off "
              + cut.rows()
              + " rows and "
              + cut.columns()
              + " columns");
    }
    Size least = new Size(height, width);
    Size most = new Size(height + stride.height() - 1, width + stride.width() - 1);
    if (outputSize == null) {
      return Images.shape(padding instanceof Padding.Same ? most : least, filters);
    }
    if (!between(least.height(), outputSize.height(), most.height())
        || !between(least.width(), outputSize.width(), most.width())) {
      throw new ShapeMismatchException(
          "makes sizes from "
              + least
              + " to "
              + most
              + " of "
              + input
              + ", not its outputSize "
              + outputSize);
    }
    return Images.shape(outputSize, filters);
  }

  /** The least size along an axis that the convolution, unpadded, maps to the input's. */
  private int least(int in, int kernel, int stride) {
    return (in - 1) * stride + (padding instanceof Padding.Same ? 1 : kernel);
  }

  private static boolean between(int least, int value, int most) {
    return least <= value && value <= most;
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long channels = Images.channels(input);
    long fanIn = Fans.strided(kernelSize, stride, channels);
    long fanOut = Fans.all(kernelSize, filters);
    Shape shape = Shape.of(kernelSize.height(), kernelSize.width(), filters, channels);
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.addAll(
        WeightTransform.kept(
            weights, new ParameterSpec("kernel", shape, Role.KERNEL, kernel, fanIn, fanOut, 2)));
    parameters.addAll(biases.parameters(outputShape(input), bias, fanIn));
    return parameters;
  }

  @Override
  public Range outputRange(Range input) {
    return activation.outputRange(Range.UNBOUNDED);
  }
}
