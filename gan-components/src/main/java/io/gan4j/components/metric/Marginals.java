package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the columns of generated rows compare with those of real ones: for each number the
 * Wasserstein-1 distance in standard deviations of the real column, for each category the total
 * variation distance, and their mean; and as a look at how columns go together, the mean absolute
 * difference of the correlations between the numbers of a row that belong to different columns.
 * Marginals alone would not tell a good table from one whose columns were shuffled.
 */
@Doc("Each column's distribution in real and generated rows, and their correlations")
public record Marginals() implements Metric {

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    return conditions.samples().columns() == null
        ? Optional.of("measures rows of a table, and these samples are none")
        : Optional.empty();
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Columns columns = evaluation.generated().space().columns();
    if (columns == null) {
      throw new GanException("marginals measures rows of a table, and these samples are none");
    }
    Rows real = evaluation.real().values();
    Rows generated = evaluation.generated().values();
    List<MetricValue> each = new ArrayList<>();
    double sum = 0;
    for (Marginal marginal : Marginal.of(columns, real, generated)) {
      double distance = marginal.distance();
      sum += distance;
      String name = hyphenated(marginal.column().name());
      each.add(
          MetricValue.low(
              (marginal.categories() ? "total-variation-" : "wasserstein-") + name, distance));
      if (!marginal.categories() && marginal.column().nulls()) {
        each.add(MetricValue.low("null-share-" + name, marginal.nullDistance()));
      }
    }
    List<MetricValue> values = new ArrayList<>();
    values.add(MetricValue.low("marginals", sum / columns.columns().size()));
    values.add(
        MetricValue.low("correlation-error", Correlations.difference(columns, real, generated)));
    values.addAll(each);
    return values;
  }

  /** A column's name as part of a value's. */
  static String hyphenated(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-|-$", "");
  }
}
