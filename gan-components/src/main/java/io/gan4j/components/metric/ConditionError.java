package io.gan4j.components.metric;

import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Evaluation.Conditioned;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How far what a network of one's own estimates of samples lies from the conditions that they were
 * made under, and the same for the real samples that have these conditions, which is what the
 * network allows at best. {@code condition-error}: the mean absolute error in standard deviations
 * of each number, averaged over the numbers; {@code error-NAME}: that of one number in its own
 * unit. Numbers with two values are attributes: {@code attribute-accuracy} is the share of their
 * estimates on the right side of the middle. Conditions are those of samples that were not trained
 * on.
 */
@Doc("Distance of what a network estimates of samples from the numbers they were made for")
public record ConditionError() implements Metric {
  private static final String OF_DATA = "-of-data";

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.CONDITIONS, MetricNeed.ESTIMATES);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Conditioned conditioned = evaluation.conditioned();
    List<Wanted> wanted = new ArrayList<>();
    for (int k = 0; k < conditioned.names().size(); k++) {
      wanted.add(Wanted.of(conditioned.names().get(k), column(conditioned.conditions(), k)));
    }
    Errors made = Errors.of(conditioned.made(), wanted);
    Errors real = Errors.of(conditioned.real(), wanted);
    List<MetricValue> values = new ArrayList<>();
    values.add(made.scaled("condition-error", Better.LOWER, "generated samples"));
    values.add(real.scaled("condition-error" + OF_DATA, Better.NEITHER, "real samples"));
    if (wanted.stream().anyMatch(Wanted::isAttribute)) {
      values.add(made.accuracy("attribute-accuracy", Better.HIGHER, "generated samples"));
      values.add(real.accuracy("attribute-accuracy" + OF_DATA, Better.NEITHER, "real samples"));
    }
    for (int k = 0; k < wanted.size(); k++) {
      String name = "error-" + Marginals.hyphenated(wanted.get(k).name());
      values.add(made.own(k, name, Better.LOWER, "generated samples"));
      values.add(real.own(k, name + OF_DATA, Better.NEITHER, "real samples"));
    }
    return values;
  }

  private static double[] column(Rows rows, int column) {
    double[] values = new double[rows.count()];
    double[] row = new double[rows.width()];
    for (int i = 0; i < values.length; i++) {
      rows.read(i, 1, row);
      values[i] = row[column];
    }
    return values;
  }

  /**
   * A number of the conditions.
   *
   * @param values of each sample
   * @param deviation their standard deviation; 1 if all are alike
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Wanted(String name, double[] values, double deviation) {
    static Wanted of(String name, double[] values) {
      double deviation = Statistics.deviation(values);
      return new Wanted(name, values, deviation > 0 ? deviation : 1);
    }

    boolean isAttribute() {
      return Arrays.stream(values).distinct().limit(3).count() == 2;
    }

    double middle() {
      return Arrays.stream(values).distinct().average().orElseThrow();
    }
  }

  /**
   * Errors of estimates.
   *
   * @param estimates by the number, then the sample
   */
  private record Errors(List<Wanted> wanted, List<double[]> estimates) {
    static Errors of(Samples samples, List<Wanted> wanted) {
      Rows rows = samples.estimates();
      List<double[]> estimates = new ArrayList<>();
      for (int k = 0; k < wanted.size(); k++) {
        estimates.add(column(rows, k));
      }
      return new Errors(wanted, estimates);
    }

    private double error(int number, int sample) {
      return Math.abs(estimates.get(number)[sample] - wanted.get(number).values()[sample]);
    }

    private int samples() {
      return estimates.get(0).length;
    }

    MetricValue scaled(String name, Better better, String of) {
      double[] each = new double[samples()];
      for (int i = 0; i < each.length; i++) {
        for (int k = 0; k < wanted.size(); k++) {
          each[i] += error(k, i) / wanted.get(k).deviation() / wanted.size();
        }
      }
      return new MetricValue(name, Statistics.mean(each), better, Statistics.ofMean(each, of));
    }

    MetricValue own(int number, String name, Better better, String of) {
      double[] each = new double[samples()];
      Arrays.setAll(each, i -> error(number, i));
      return new MetricValue(name, Statistics.mean(each), better, Statistics.ofMean(each, of));
    }

    MetricValue accuracy(String name, Better better, String of) {
      double[] each = new double[samples()];
      int attributes = 0;
      for (int k = 0; k < wanted.size(); k++) {
        Wanted attribute = wanted.get(k);
        if (attribute.isAttribute()) {
          attributes++;
          double middle = attribute.middle();
          double[] found = estimates.get(k);
          for (int i = 0; i < each.length; i++) {
            each[i] += (found[i] > middle) == (attribute.values()[i] > middle) ? 1 : 0;
          }
        }
      }
      int counted = attributes;
      Arrays.setAll(each, i -> each[i] / counted);
      return new MetricValue(name, Statistics.mean(each), better, Statistics.ofMean(each, of));
    }
  }
}
