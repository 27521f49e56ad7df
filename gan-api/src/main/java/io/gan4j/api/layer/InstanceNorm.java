package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Normalises each channel of each sample by its mean and variance over the positions of {@code […,
 * channels]}: {@code gain · (x − mean) / √(variance + epsilon) + offset}. The same in training and
 * inference. Not for vectors, whose channels are single values.
 */
@Doc(
    value = "Normalises each channel of each sample over its positions",
    paper = "Ulyanov et al. 2016, Instance Normalization")
public record InstanceNorm(
    @Doc("Added to the variance, > 0") @Default("1.0e-5") double epsilon,
    @Doc("Whether there is a trained gain per channel") @Default("true") boolean scale,
    @Doc("Whether there is a trained offset per channel") @Default("true") boolean offset)
    implements LayerSpec {

  public InstanceNorm {
    Check.positive("epsilon", epsilon);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.numDimensions() < 2) {
      throw new ShapeMismatchException(
          "takes [height, width, channels] or another shape with positions, got " + input);
    }
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    return Channels.affine(input, scale, offset);
  }
}
