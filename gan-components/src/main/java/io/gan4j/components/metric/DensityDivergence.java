package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far the generated samples lie from a density that is known, on a grid: Jensen–Shannon and
 * Kullback–Leibler divergence of their shares per cell from the density's mass in it, in nats. All
 * that lies outside the density's window is one further cell. With few samples per cell the values
 * are above 0 even for a perfect generator: by about cells/(8·samples) for Jensen–Shannon.
 */
@Doc("Divergence of generated samples from a known density, on a grid")
public record DensityDivergence(@Doc("Cells of the grid along each axis") @Default("50") int bins)
    implements Metric {
  /** Points per cell and axis that the density is averaged over. */
  private static final int POINTS = 8;

  public DensityDivergence {
    Check.positive("bins", bins);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.DENSITY);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    int dimensions = conditions.density() == null ? 1 : conditions.density().window().size();
    return dimensions > 2
        ? Optional.of("works in one or two dimensions, this density has " + dimensions)
        : Optional.empty();
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Density density = evaluation.density();
    List<Range> window = density.window();
    if (window.size() > 2) {
      throw new GanException(
          "density-divergence works in one or two dimensions, this density has " + window.size());
    }
    double[] expected = masses(density, window);
    double[] found = shares(evaluation.generated().values(), window);
    return List.of(
        MetricValue.low("jensen-shannon", Divergences.jensenShannon(expected, found)),
        MetricValue.low("kl-generated-from-data", Divergences.kullbackLeibler(found, expected)),
        MetricValue.low("kl-data-from-generated", Divergences.kullbackLeibler(expected, found)));
  }

  private int cells(List<Range> window) {
    return window.size() == 1 ? bins : Math.multiplyExact(bins, bins);
  }

  /** The density's mass in each cell, by the midpoint rule, and outside in the last. */
  private double[] masses(Density density, List<Range> window) {
    double[] masses = new double[cells(window) + 1];
    int side = bins * POINTS;
    int points = window.size() == 1 ? side : Math.multiplyExact(side, side);
    double volume = 1;
    for (Range axis : window) {
      volume *= (axis.high() - axis.low()) / side;
    }
    double inside = 0;
    double[] point = new double[window.size()];
    for (int i = 0; i < points; i++) {
      int cell = 0;
      int rest = i;
      for (int axis = 0; axis < point.length; axis++) {
        int at = rest % side;
        rest /= side;
        Range range = window.get(axis);
        point[axis] = range.low() + (at + 0.5) * (range.high() - range.low()) / side;
        cell = cell * bins + at / POINTS;
      }
      double mass = density.at(point) * volume;
      masses[cell] += mass;
      inside += mass;
    }
    // the midpoint rule may find slightly more than all
    double total = Math.max(1, inside);
    for (int i = 0; i < masses.length; i++) {
      masses[i] /= total;
    }
    masses[masses.length - 1] = Math.max(0, 1 - inside / total);
    return masses;
  }

  private double[] shares(Rows samples, List<Range> window) {
    double[] shares = new double[cells(window) + 1];
    Blocks.forEach(
        samples,
        (block, first) -> {
          for (int row = 0; row < block.numRows; row++) {
            shares[cell(block.data, row * block.numCols, window)]++;
          }
        });
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= samples.count();
    }
    return shares;
  }

  private int cell(double[] values, int offset, List<Range> window) {
    int cell = 0;
    for (int axis = 0; axis < window.size(); axis++) {
      Range range = window.get(axis);
      double share = (values[offset + axis] - range.low()) / (range.high() - range.low());
      if (!(share >= 0 && share < 1)) {
        return cells(window);
      }
      cell = cell * bins + (int) (share * bins);
    }
    return cell;
  }
}
