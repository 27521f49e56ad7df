package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Normalises groups of neighbouring channels of each sample by their mean and variance over the
 * positions: {@code gain · (x − mean) / √(variance + epsilon) + offset}, with a gain and an offset
 * per channel. The same in training and inference.
 */
@Doc(
    value = "Normalises groups of channels of each sample",
    paper = "Wu and He 2018, Group Normalization")
public record GroupNorm(
    @Doc("Number of groups; divides the number of channels") @Default("32") int groups,
    @Doc("Added to the variance, > 0") @Default("1.0e-5") double epsilon,
    @Doc("Whether there is a trained gain per channel") @Default("true") boolean scale,
    @Doc("Whether there is a trained offset per channel") @Default("true") boolean offset)
    implements LayerSpec {

  public GroupNorm {
    Check.positive("groups", groups);
    Check.positive("epsilon", epsilon);
  }

  @Override
  public Shape outputShape(Shape input) {
    Channels.requireMultiple(input, groups, "groups");
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    return Channels.affine(input, scale, offset);
  }
}
