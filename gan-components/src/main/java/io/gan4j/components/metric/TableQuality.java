package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How alike real and generated rows are, in [0, 1]. Column shapes and pairs are those of SDMetrics'
 * quality report, so that its users can compare: 1 − the Kolmogorov–Smirnov distance of numbers, 1
 * − the total variation distance of categories, without NULLs; of pairs, half the difference of the
 * correlations of two numbers, and the total variation distance of the tables of others, numbers in
 * ten bins of each side's own; pairs that go hardly together in the real rows (a correlation up to
 * 0.5, Cramér's V up to 0.3) are left out. All pairs are the same over all of them, with the real
 * rows' bins: a stricter measure under a name of its own. Then the share of rare categories that
 * are made at all, and how alike the patterns of NULLs are.
 */
@Doc(
    value = "Shapes of columns and of pairs by SDMetrics' rules, all pairs, rare categories, NULLs",
    paper = "SDMetrics' quality report")
public record TableQuality() implements Metric {
  /** Categories of a smaller share of the real rows are rare. */
  private static final double RARE = 0.01;

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
      throw new GanException("table-quality measures rows of a table, and these samples are none");
    }
    List<TableColumn> all =
        TableColumn.of(columns, evaluation.real().values(), evaluation.generated().values());
    double shapes = all.stream().mapToDouble(TableColumn::shape).average().orElse(1);
    List<Double> strong = new ArrayList<>();
    List<Double> every = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        ColumnPair pair = new ColumnPair(all.get(i), all.get(j));
        every.add(pair.likeness(true));
        if (pair.strong()) {
          strong.add(pair.likeness(false));
        }
      }
    }
    List<MetricValue> values = new ArrayList<>();
    values.add(high("quality", strong.isEmpty() ? shapes : (shapes + mean(strong)) / 2));
    values.add(high("column-shapes", shapes));
    if (!strong.isEmpty()) {
      values.add(high("column-pairs", mean(strong)));
    }
    if (!every.isEmpty()) {
      values.add(high("all-pairs", mean(every)));
    }
    int rare = all.stream().mapToInt(column -> column.rare(RARE)).sum();
    if (rare > 0) {
      int made = all.stream().mapToInt(column -> column.rareMade(RARE)).sum();
      values.add(high("rare-categories", (double) made / rare));
    }
    if (columns.columns().stream().anyMatch(column -> column.nulls())) {
      values.add(high("null-patterns", TableColumn.nullLikeness(all)));
    }
    return values;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static MetricValue high(String name, double value) {
    return new MetricValue(name, value, Better.HIGHER, null);
  }
}
