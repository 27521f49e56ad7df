package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.internal.GaussianMixture;
import java.util.Arrays;

/**
 * A Gaussian with the same mean and standard deviation on every axis: in one dimension the
 * experiment of Figure 1 of Goodfellow et al. 2014. Its default mean is not 0, so that a generator
 * has some way to go.
 */
@Doc("A Gaussian of known density, in one or more dimensions")
public record GaussianReader(
    @Doc("Mean on every axis") @Default("4") double mean,
    @Doc("Standard deviation on every axis") @Default("1.25") double stddev,
    @Doc("Number of axes") @Default("1") int dimension,
    @Doc("Seed of the samples, separate from the run's") @Default("0") long seed)
    implements DatasetReader {
  private static final int MOST_AXES = 10_000;

  public GaussianReader {
    Check.finite("mean", mean);
    Check.positive("stddev", stddev);
    Check.rule(
        dimension >= 1 && dimension <= MOST_AXES,
        "dimension",
        "must be in [1, " + MOST_AXES + "]",
        dimension);
  }

  @Override
  public Dataset open() {
    double[] centre = new double[dimension];
    Arrays.fill(centre, mean);
    return new GaussianMixture(new double[][] {centre}, stddev, seed)
        .dataset(
            "Gaussian, mean " + mean + ", standard deviation " + stddev + ", " + dimension + "-D");
  }
}
