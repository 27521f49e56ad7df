package io.gan4j.api.layer;

import io.gan4j.api.config.Check;
import io.gan4j.api.config.Default;
import io.gan4j.api.config.Doc;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import java.util.List;
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
    @Doc("Initial bias") @Default("{type: constant, value: 0}") Initializer bias)
    implements LayerSpec {

  public Maxout {
    Check.positive("units", units);
    Check.rule(pieces >= 2, "pieces", "must be >= 2", pieces);
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
    return List.of(
        ParameterSpec.kernel(Shape.of(inputs, width), kernel, inputs, width),
        ParameterSpec.bias(width, bias, inputs));
  }
}
