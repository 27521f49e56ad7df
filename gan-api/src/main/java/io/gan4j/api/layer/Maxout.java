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
 * Each unit is the maximum over several linear pieces, {@code [inputs] → [units]}. The kernel is
 * {@code [inputs, units·pieces]}; the pieces of a unit lie side by side, and the bias has one value
 * per piece.
 */
@Doc(
    value = "Each unit is the maximum over several linear pieces",
    paper = "Goodfellow et al. 2013, Maxout Networks")
public record Maxout(
    @Doc("Number of output units") int units,
    @Doc("Linear pieces per unit") @Default("5") int pieces,
    @Doc("Initial kernel") @Default("glorot") Initializer kernel,
    @Doc("Initial bias") @Default("{type: constant, value: 0}") Initializer bias,
    @Doc("Transform of the trained kernel before use; absent: none")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public Maxout {
    Check.positive("units", units);
    Check.rule(pieces >= 2, "pieces", "must be >= 2", pieces);
  }

  /** Without a transform of the weights. */
  public Maxout(int units, int pieces, Initializer kernel, Initializer bias) {
    this(units, pieces, kernel, bias, null);
  }

  @Override
  public Shape outputShape(Shape input) {
    Vectors.require(input);
    return Shape.of(units);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long inputs = Vectors.require(input);
    long width = (long) units * pieces;
    List<ParameterSpec> parameters =
        new ArrayList<>(
            WeightTransform.kept(
                weights, ParameterSpec.kernel(Shape.of(inputs, width), kernel, inputs, width)));
    parameters.add(ParameterSpec.bias(width, bias, inputs));
    return parameters;
  }
}
