package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.metric.MetricValue.Spread;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What generated rows tell of the rows that were trained on, held against rows that were not. As
 * many of either are taken, for among more rows there is always a nearer one. Three numbers: the
 * share of generated rows that lie nearer to a training row than to a held-out one (0.5 where
 * nothing is told); the share that are a training row in every column, beside that of held-out rows
 * which are; and the area under the curve of an attacker who takes rows near to generated ones for
 * training rows (0.5 where nothing is told), with its standard error after Hanley and McNeil 1982.
 * Low numbers are no proof: another attacker may know more.
 */
@Doc(
    value = "Whether generated rows tell of training rows: nearness, copies, membership",
    paper = "Hanley and McNeil 1982 for the interval")
public record TablePrivacy(
    @Doc("Most rows of each kind that are compared") @Default("2000") int rows) implements Metric {
  private static final int FEWEST = 20;

  public TablePrivacy {
    Check.rule(rows >= FEWEST, "rows", "must be " + FEWEST + " or more", rows);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.HELD_OUT, MetricNeed.TRAINING);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    if (conditions.samples().columns() == null) {
      return Optional.of("measures rows of a table, and these samples are none");
    }
    return conditions.heldOut() < FEWEST
        ? Optional.of("needs " + FEWEST + " rows that were not trained on: set data.holdOut")
        : Optional.empty();
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Columns columns = evaluation.generated().space().columns();
    if (columns == null) {
      throw new GanException("table-privacy measures rows of a table, and these samples are none");
    }
    Rows all = evaluation.training().values();
    Rows out = evaluation.heldOut().values();
    int count = Math.min(rows, Math.min(all.count(), out.count()));
    Rows training = spread(all, count);
    Rows heldOut = spread(out, count);
    Rows generated = spread(evaluation.generated().values(), rows);
    double[] toTraining = nearest(generated, training);
    double[] toHeldOut = nearest(generated, heldOut);
    double nearer = 0;
    for (int i = 0; i < toTraining.length; i++) {
      nearer += toTraining[i] < toHeldOut[i] ? 1 : toTraining[i] == toHeldOut[i] ? 0.5 : 0;
    }
    double share = nearer / toTraining.length;
    double area = area(nearest(training, generated), nearest(heldOut, generated));
    Set<List<Double>> known = values(columns, all);
    double copies = copies(columns, evaluation.generated().values(), known);
    return List.of(
        new MetricValue(
            "membership-area",
            area,
            Better.LOWER,
            new Spread(error(area, count), 2 * count, "training and held-out rows")),
        new MetricValue(
            "nearer-to-training",
            share,
            Better.LOWER,
            Statistics.ofShare(share, toTraining.length, "generated rows")),
        MetricValue.low("copied-rows", copies),
        MetricValue.fact("copies-held-out", copies(columns, out, known)));
  }

  /** So many of some rows, evenly spread over them; all if there are no more. */
  private static Rows spread(Rows rows, int count) {
    int taken = Math.min(count, rows.count());
    double[] values = new double[taken * rows.width()];
    double[] row = new double[rows.width()];
    for (int i = 0; i < taken; i++) {
      rows.read((int) ((long) i * rows.count() / taken), 1, row);
      System.arraycopy(row, 0, values, i * row.length, row.length);
    }
    return Rows.of(values, rows.width());
  }

  private static double[] nearest(Rows samples, Rows others) {
    NearestNeighbours found = NearestNeighbours.of(samples, others, 1);
    double[] nearest = new double[samples.count()];
    Arrays.setAll(nearest, i -> found.distance(i, 0));
    return nearest;
  }

  /** The probability that a member's distance is below another's, a tie counting half. */
  private static double area(double[] members, double[] others) {
    double[] sorted = others.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double member : members) {
      int below = 0;
      int high = sorted.length;
      while (below < high) {
        int middle = (below + high) >>> 1;
        if (sorted[middle] < member) {
          below = middle + 1;
        } else {
          high = middle;
        }
      }
      int upTo = below;
      while (upTo < sorted.length && sorted[upTo] == member) {
        upTo++;
      }
      sum += sorted.length - upTo + (upTo - below) / 2.0;
    }
    return sum / ((double) members.length * others.length);
  }

  /** The standard error of an area over so many of either kind. */
  private static double error(double area, int count) {
    double members = area / (2 - area);
    double others = 2 * area * area / (1 + area);
    double variance =
        area * (1 - area)
            + (count - 1) * (members - area * area)
            + (count - 1) * (others - area * area);
    return Math.sqrt(Math.max(0, variance)) / count;
  }

  private static Set<List<Double>> values(Columns columns, Rows rows) {
    Set<List<Double>> values = new HashSet<>();
    double[][] decoded = Marginal.decoded(columns, rows);
    for (int row = 0; row < rows.count(); row++) {
      values.add(row(decoded, row));
    }
    return values;
  }

  private static List<Double> row(double[][] columns, int row) {
    return Arrays.stream(columns).map(column -> column[row]).toList();
  }

  private static double copies(Columns columns, Rows rows, Set<List<Double>> known) {
    double[][] decoded = Marginal.decoded(columns, rows);
    int copies = 0;
    for (int row = 0; row < rows.count(); row++) {
      copies += known.contains(row(decoded, row)) ? 1 : 0;
    }
    return (double) copies / rows.count();
  }
}
