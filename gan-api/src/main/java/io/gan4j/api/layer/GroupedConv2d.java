package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Convolution of groups of channels, each on its own: {@code [height, width, channels] → […, …,
 * filters]} by a stride of 1, sizes as in {@link Conv2d}. Channels and filters are cut into as many
 * groups of neighbours, and a group's filters see its channels only. The kernel is {@code [height,
 * width, channels/groups, filters]}, as in other frameworks.
 */
@Doc(
    value = "Convolution of groups of channels, each on its own",
    paper = "Xie et al. 2017, Aggregated residual transformations (ResNeXt)")
public record GroupedConv2d(
    @Doc("Number of output channels, a multiple of groups") int filters,
    @Doc("Groups, a divisor of the input's channels") int groups,
    @Doc("Height and width of the kernel") Size kernelSize,
    @Doc("What is put around the image") @Default("same") Padding padding,
    @Doc("Activation of the output") @Default("linear") Activation activation,
    @Doc("Initial kernel") @Default("glorot") Initializer kernel,
    @Doc("Initial bias") @Default("{type: constant, value: 0}") Initializer bias,
    @Doc("Biases: tied (one per output channel), per-position or none") @Default("tied")
        Biases biases,
    @Doc("Makes the kernel that is used from the one that is trained; absent: they are the same")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public GroupedConv2d {
    Check.positive("filters", filters);
    Check.positive("groups", groups);
    Check.relation(
        filters % groups == 0,
        "filters",
        Set.of("groups"),
        "must be a multiple of groups (" + groups + ")",
        filters);
  }

  /** What lies around an image. */
  public Sides around(Shape input) {
    return padding.around(Images.size(input), kernelSize, Size.ONE);
  }

  /** Channels of a group of the input. */
  public int channelsOfGroup(Shape input) {
    long channels = Images.channels(input);
    if (channels % groups != 0) {
      throw new ShapeMismatchException(
          "cuts the channels into " + groups + " groups, got " + input);
    }
    return Math.toIntExact(channels / groups);
  }

  @Override
  public Shape outputShape(Shape input) {
    channelsOfGroup(input);
    return Images.shape(Images.windows(input, around(input), kernelSize, Size.ONE), filters);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    int channels = channelsOfGroup(input);
    long fanIn = Fans.all(kernelSize, channels);
    long fanOut = Fans.all(kernelSize, filters / groups);
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
