package io.gan4j.report.picture;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import java.util.Collections;
import java.util.List;

/** A standard normal of some axes, shown from −4 to 4. */
record FakeDensity(int axes) implements Density {
  @Override
  public double at(double... point) {
    double squares = 0;
    for (double value : point) {
      squares += value * value;
    }
    return Math.exp(-squares / 2) / Math.pow(2 * Math.PI, axes / 2.0);
  }

  @Override
  public List<Range> window() {
    return Collections.nCopies(axes, new Range(-4, 4));
  }

  @Override
  public List<double[]> modes() {
    return List.of(new double[axes]);
  }
}
