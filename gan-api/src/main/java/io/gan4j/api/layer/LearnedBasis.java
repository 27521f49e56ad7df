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
 * The first map of a generator: each channel is a learnt picture times one number, and the numbers
 * are a matrix times the latents: {@code [inputs] → [height, width, channels]}. The kernel is
 * {@code [inputs, channels]}, the basis {@code [height, width, channels]}.
 */
@Doc(
    value = "Learnt pictures, one per channel, each times a number made of the input",
    paper = "Huang et al. 2024, R3GAN")
public record LearnedBasis(
    @Doc("Height and width of the map") Size size,
    @Doc("Channels of the map") int channels,
    @Doc("Initial kernel") @Default("glorot") Initializer kernel,
    @Doc("Initial basis") @Default("{type: normal, stddev: 1}") Initializer basis,
    @Doc("Makes the kernel that is used from the one that is trained; absent: they are the same")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public LearnedBasis {
    Check.positive("channels", channels);
  }

  @Override
  public Shape outputShape(Shape input) {
    Vectors.require(input);
    return Images.shape(size, channels);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long inputs = Vectors.require(input);
    List<ParameterSpec> parameters =
        new ArrayList<>(
            WeightTransform.kept(
                weights,
                ParameterSpec.kernel(Shape.of(inputs, channels), kernel, inputs, channels)));
    parameters.add(ParameterSpec.affine("basis", Images.shape(size, channels), basis));
    return parameters;
  }
}
