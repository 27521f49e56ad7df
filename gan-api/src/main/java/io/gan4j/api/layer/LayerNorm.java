package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Normalises each sample by the mean and variance of all its values: {@code gain · (x − mean) /
 * √(variance + epsilon) + offset}, with a gain and an offset per channel. The same in training and
 * inference; what critics under a gradient penalty use in place of batch norm.
 */
@Doc(
    value = "Normalises each sample by the mean and variance of all its values",
    paper = "Ba et al. 2016, Layer Normalization")
public record LayerNorm(
    @Doc("Added to the variance, > 0") @Default("1.0e-5") double epsilon,
    @Doc("Whether there is a trained gain per channel") @Default("true") boolean scale,
    @Doc("Whether there is a trained offset per channel") @Default("true") boolean offset)
    implements LayerSpec {

  public LayerNorm {
    Check.positive("epsilon", epsilon);
  }

  @Override
  public Shape outputShape(Shape input) {
    Channels.of(input);
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    return Channels.affine(input, scale, offset);
  }
}
