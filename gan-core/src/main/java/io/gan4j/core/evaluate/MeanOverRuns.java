package io.gan4j.core.evaluate;

import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Spread;
import java.util.ArrayList;
import java.util.List;

/** The mean over runs; with several, their spread takes the place of the metric's own. */
final class MeanOverRuns {
  private MeanOverRuns() {}

  /** The values of each run, in one order, joined value by value. */
  static List<MetricValue> of(List<List<MetricValue>> runs) {
    if (runs.size() == 1) {
      return runs.get(0);
    }
    List<MetricValue> joined = new ArrayList<>();
    for (int i = 0; i < runs.get(0).size(); i++) {
      MetricValue first = runs.get(0).get(i);
      double mean = 0;
      for (List<MetricValue> run : runs) {
        mean += run.get(i).value() / runs.size();
      }
      double squares = 0;
      for (List<MetricValue> run : runs) {
        squares += Math.pow(run.get(i).value() - mean, 2);
      }
      double error = Math.sqrt(squares / (runs.size() - 1) / runs.size());
      joined.add(
          new MetricValue(
              first.name(),
              mean,
              first.better(),
              Double.isFinite(error)
                  ? new Spread(error, runs.size(), "runs with other seeds")
                  : null));
    }
    return joined;
  }
}
