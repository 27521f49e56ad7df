package io.gan4j.api.layer;

import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Adds to each vector how close it is to the other samples of the batch: {@code [inputs] → [inputs
 * + features]}. With M = x · kernel, taken as {@code [features, dimensions]}, feature b of sample i
 * is Σⱼ exp(−‖M(i, b) − M(j, b)‖₁) over all samples j, itself included. The sum grows with the
 * batch, so scores of batches of another size than trained with mean little.
 */
@Doc(
    value = "Adds to each vector how close it is to the other samples of the batch",
    paper = "Salimans et al. 2016, Improved Techniques for Training GANs, section 3.2")
public record MinibatchDiscrimination(
    @Doc("Features to add") @Default("100") int features,
    @Doc("Dimensions in which each feature measures distance") @Default("5") int dimensions,
    @Doc("Initial kernel") @Default("glorot") Initializer kernel,
    @Doc("Transform of the trained kernel before use; absent: none")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public MinibatchDiscrimination {
    Check.positive("features", features);
    Check.positive("dimensions", dimensions);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(Vectors.require(input) + features);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long inputs = Vectors.require(input);
    long outputs = (long) features * dimensions;
    return WeightTransform.kept(
        weights, ParameterSpec.kernel(Shape.of(inputs, outputs), kernel, inputs, outputs));
  }

  @Override
  public boolean mixesSamples() {
    return true;
  }

  @Override
  public boolean mixesByMeans() {
    return true;
  }
}
