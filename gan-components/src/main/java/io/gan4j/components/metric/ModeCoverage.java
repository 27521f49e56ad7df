package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a mixture of known modes is covered. A generated sample counts for its nearest mode if it
 * lies within some standard deviations of it, where the standard deviation (per axis, the same for
 * all modes) is that of the real samples around their nearest modes. A mode with such a sample is
 * hit.
 */
@Doc(
    value = "Modes of a known mixture that are hit, and share of samples near a mode",
    paper = "Metz, Poole, Pfau and Sohl-Dickstein 2017; Srivastava et al. 2017")
public record ModeCoverage(
    @Doc("Standard deviations from a mode within which a sample counts for it") @Default("3")
        double deviations)
    implements Metric {

  public ModeCoverage {
    Check.positive("deviations", deviations);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.DENSITY);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    return conditions.density() != null && conditions.density().modes().isEmpty()
        ? Optional.of("needs a mixture: this density names no modes")
        : Optional.empty();
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    List<double[]> modes = evaluation.density().modes();
    if (modes.isEmpty()) {
      throw new GanException("mode-coverage needs a mixture: this density names no modes");
    }
    Rows centres =
        Rows.of(modes.stream().flatMapToDouble(Arrays::stream).toArray(), modes.get(0).length);
    SquaredDistances distances = new SquaredDistances(centres);
    Nearest real = nearest(distances, evaluation.real().values());
    double deviation = Math.sqrt(Statistics.mean(real.squared) / centres.width());
    double reach = deviations * deviation;
    Nearest generated = nearest(distances, evaluation.generated().values());
    boolean[] hit = new boolean[modes.size()];
    double near = 0;
    for (int i = 0; i < generated.mode.length; i++) {
      if (generated.squared[i] <= reach * reach) {
        hit[generated.mode[i]] = true;
        near++;
      }
    }
    int hits = 0;
    for (boolean mode : hit) {
      hits += mode ? 1 : 0;
    }
    return List.of(
        MetricValue.high("modes-hit", hits / (double) hit.length),
        new MetricValue(
            "samples-near-a-mode",
            near / generated.mode.length,
            MetricValue.Better.HIGHER,
            Statistics.ofShare(
                near / generated.mode.length, generated.mode.length, "generated samples")),
        MetricValue.low(
            "mode-divergence",
            Divergences.kullbackLeibler(
                Classes.shares(generated.mode, hit.length),
                Classes.shares(real.mode, hit.length))));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Nearest(int[] mode, double[] squared) {}

  private static Nearest nearest(SquaredDistances modes, Rows samples) {
    Nearest nearest = new Nearest(new int[samples.count()], new double[samples.count()]);
    Blocks.forEach(
        samples,
        1000,
        (block, first) -> {
          double[] squared = modes.to(block);
          for (int row = 0; row < block.numRows; row++) {
            int best = 0;
            for (int mode = 1; mode < modes.centres(); mode++) {
              if (squared[row * modes.centres() + mode] < squared[row * modes.centres() + best]) {
                best = mode;
              }
            }
            nearest.mode[first + row] = best;
            nearest.squared[first + row] = squared[row * modes.centres() + best];
          }
        });
    return nearest;
  }
}
