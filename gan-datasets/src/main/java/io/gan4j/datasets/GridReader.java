package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.internal.GaussianMixture;
import java.util.Locale;

/** Gaussians on a square grid around the origin, labelled row by row from the lower left. */
@Doc(
    value = "Equally likely Gaussians on a square grid, of known density, labelled by mode",
    paper = "Lin, Khetan, Fanti and Oh 2018, PacGAN")
public record GridReader(
    @Doc("Gaussians along one side") @Default("5") int side,
    @Doc("Distance between neighbours") @Default("2") double spacing,
    @Doc("Standard deviation of each Gaussian") @Default("0.05") double stddev,
    @Doc("Seed of the samples, separate from the run's") @Default("0") long seed)
    implements DatasetReader {
  private static final int LARGEST_SIDE = 100;

  public GridReader {
    Check.rule(
        side >= 1 && side <= LARGEST_SIDE, "side", "must be in [1, " + LARGEST_SIDE + "]", side);
    Check.positive("spacing", spacing);
    Check.positive("stddev", stddev);
  }

  @Override
  public Dataset open() {
    double[][] centres = new double[side * side][2];
    for (int mode = 0; mode < centres.length; mode++) {
      int column = mode % side;
      int row = mode / side;
      centres[mode][0] = spacing * (column - (side - 1) / 2.0);
      centres[mode][1] = spacing * (row - (side - 1) / 2.0);
    }
    return new GaussianMixture(centres, stddev, seed)
        .dataset(
            String.format(
                Locale.ROOT,
                "%d x %d Gaussians %s apart, standard deviation %s, 2-D",
                side,
                side,
                spacing,
                stddev));
  }
}
