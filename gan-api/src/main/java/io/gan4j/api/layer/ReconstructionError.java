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
 * How badly an auto-encoder repeats its input: the mean over the sample's values of |x − body(x)|,
 * or of its square. It makes a discriminator's score an energy, real = low.
 */
@Doc(
    value =
        "Error of an auto-encoder: mean of |x - body(x)|, or of its square; one value per sample",
    paper = "Zhao et al. 2017, Energy-based GAN; Berthelot et al. 2017, BEGAN, eq. 1")
public record ReconstructionError(
    @Doc("The auto-encoder's layers, first to last; they end in the shape they begin with")
        List<LayerSpec> body,
    @Doc("Power of the difference, 1 or 2") @Default("1") int power)
    implements LayerSpec {

  public ReconstructionError {
    body = List.copyOf(Check.notEmpty("body", body));
    Check.rule(power == 1 || power == 2, "power", "must be 1 or 2", power);
  }

  /** The auto-encoder. */
  public Branch branch() {
    return new Branch("body", body);
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape repeated = branch().outputShape(input);
    if (!repeated.equals(input)) {
      throw new ShapeMismatchException(
          "the auto-encoder must end in the shape of its input, " + input + ", got " + repeated);
    }
    return Shape.of(1);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    return branch().parameters(input);
  }

  @Override
  public boolean mixesSamples() {
    return body.stream().anyMatch(LayerSpec::mixesSamples);
  }

  @Override
  public boolean mixesByMeans() {
    return body.stream().allMatch(layer -> !layer.mixesSamples() || layer.mixesByMeans());
  }

  @Override
  public List<LayerSpec> children() {
    return body;
  }
}
