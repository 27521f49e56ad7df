package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.internal.GaussianMixture;

/**
 * Gaussians on a circle around the origin, the first at (radius, 0), labelled counter-clockwise. A
 * generator that misses modes is seen at a glance.
 */
@Doc(
    value = "Equally likely Gaussians on a circle, of known density, labelled by mode",
    paper = "Metz, Poole, Pfau and Sohl-Dickstein 2017, Unrolled GANs")
public record RingReader(
    @Doc("Number of Gaussians") @Default("8") int modes,
    @Doc("Radius of the circle") @Default("2") double radius,
    @Doc("Standard deviation of each Gaussian") @Default("0.02") double stddev,
    @Doc("Seed of the samples, separate from the run's") @Default("0") long seed)
    implements DatasetReader {
  private static final int MOST_MODES = 10_000;

  public RingReader {
    Check.rule(
        modes >= 1 && modes <= MOST_MODES, "modes", "must be in [1, " + MOST_MODES + "]", modes);
    Check.positive("radius", radius);
    Check.positive("stddev", stddev);
  }

  @Override
  public Dataset open() {
    double[][] centres = new double[modes][2];
    for (int mode = 0; mode < modes; mode++) {
      double angle = 2 * Math.PI * mode / modes;
      // StrictMath, so that the hash of the centres is the same on every machine.
      centres[mode][0] = radius * StrictMath.cos(angle);
      centres[mode][1] = radius * StrictMath.sin(angle);
    }
    return new GaussianMixture(centres, stddev, seed)
        .dataset(
            modes
                + " Gaussians on a circle of radius "
                + radius
                + ", standard deviation "
                + stddev
                + ", 2-D");
  }
}
