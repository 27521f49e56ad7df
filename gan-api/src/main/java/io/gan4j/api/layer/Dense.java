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
 * Fully connected: {@code activation(x · kernel + bias)}, {@code [inputs] → [units]}. The kernel is
 * {@code [inputs, units]}. Takes vectors only; put a {@link Flatten} before it for anything else.
 */
@Doc("Fully connected: activation(x · kernel + bias), [inputs] → [units]")
public record Dense(
    @Doc("Number of output units") int units,
    @Doc("Activation of the output") @Default("linear") Activation activation,
    @Doc("Initial kernel") @Default("glorot") Initializer kernel,
    @Doc("Initial bias") @Default("{type: constant, value: 0}") Initializer bias,
    @Doc("Whether there is a bias") @Default("true") boolean useBias,
    @Doc("Transform of the trained kernel before use; absent: none")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public Dense {
    Check.positive("units", units);
  }

  /** Without a transform of the weights. */
  public Dense(
      int units, Activation activation, Initializer kernel, Initializer bias, boolean useBias) {
    this(units, activation, kernel, bias, useBias, null);
  }

  @Override
  public Shape outputShape(Shape input) {
    Vectors.require(input);
    return Shape.of(units);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long inputs = Vectors.require(input);
    List<ParameterSpec> parameters =
        new ArrayList<>(
            WeightTransform.kept(
                weights, ParameterSpec.kernel(Shape.of(inputs, units), kernel, inputs, units)));
    if (useBias) {
      parameters.add(ParameterSpec.bias(units, bias, inputs));
    }
    return parameters;
  }

  @Override
  public Range outputRange(Range input) {
    return activation.outputRange(Range.UNBOUNDED);
  }
}
