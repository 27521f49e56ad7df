package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.internal.UniformBox;
import java.util.Set;

/** Every point of an interval, square or cube with equal probability. */
@Doc("A uniform distribution of known density, in one or more dimensions")
public record UniformReader(
    @Doc("Lower end on every axis") @Default("-1") double low,
    @Doc("Upper end on every axis") @Default("1") double high,
    @Doc("Number of axes") @Default("1") int dimension,
    @Doc("Seed of the samples, separate from the run's") @Default("0") long seed)
    implements DatasetReader {
  private static final int MOST_AXES = 10_000;

  public UniformReader {
    Check.finite("low", low);
    Check.finite("high", high);
    Check.relation(low < high, "low", Set.of("high"), "must be below high (" + high + ")", low);
    Check.rule(
        dimension >= 1 && dimension <= MOST_AXES,
        "dimension",
        "must be in [1, " + MOST_AXES + "]",
        dimension);
  }

  @Override
  public Dataset open() {
    return new UniformBox(low, high, dimension, seed)
        .dataset("Uniform from " + low + " to " + high + ", " + dimension + "-D");
  }
}
