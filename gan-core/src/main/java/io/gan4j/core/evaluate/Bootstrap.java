package io.gan4j.core.evaluate;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Evaluation.Conditioned;
import io.gan4j.api.metric.Evaluation.Pairs;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Spread;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How sure a value is that was measured once: both sides are drawn from their own samples with
 * replacement, as many as there are, time and again, and the standard deviation of what the metric
 * gives is the value's standard error (Efron 1979). The values themselves stay: a distance that
 * falls with the number of different samples is higher for each of these draws.
 *
 * @param draws how often, above 1
 */
record Bootstrap(int draws) {
  private static final String METHOD = "bootstrap draws";

  /** The values, those of unknown spread with one. */
  List<MetricValue> spread(Metric metric, Evaluation evaluation, List<MetricValue> values) {
    if (values.stream().noneMatch(Bootstrap::unknown)) {
      return values;
    }
    Map<String, List<Double>> drawn = new HashMap<>();
    for (int draw = 0; draw < draws; draw++) {
      RandomKey random = evaluation.random().split("bootstrap").split(draw);
      for (MetricValue value : metric.measure(new Redrawn(evaluation, random))) {
        drawn.computeIfAbsent(value.name(), name -> new ArrayList<>()).add(value.value());
      }
    }
    return values.stream()
        .map(
            value ->
                unknown(value) ? with(value, drawn.getOrDefault(value.name(), List.of())) : value)
        .toList();
  }

  /** Facts may stay so: the measurement of a costly metric is not done again for their sake. */
  private static boolean unknown(MetricValue value) {
    return value.spread() == null && value.better() != MetricValue.Better.NEITHER;
  }

  private MetricValue with(MetricValue value, List<Double> drawn) {
    double mean = drawn.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    double squares = drawn.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
    double error = Math.sqrt(squares / (drawn.size() - 1));
    // of a value that is infinite in one of the draws nothing is known
    return drawn.size() == draws && Double.isFinite(error)
        ? value.with(new Spread(error, draws, METHOD))
        : value;
  }

  /** The same evaluation with other draws of both sides. */
  private static final class Redrawn implements Evaluation {
    private final Evaluation all;
    private final RandomKey random;
    private @Nullable Samples generated;
    private @Nullable Samples real;

    Redrawn(Evaluation all, RandomKey random) {
      this.all = all;
      this.random = random;
    }

    @Override
    public Samples generated() {
      if (generated == null) {
        generated = Some.of(all.generated(), random.split("generated"));
      }
      return generated;
    }

    @Override
    public Samples real() {
      if (real == null) {
        real = Some.of(all.real(), random.split("real"));
      }
      return real;
    }

    @Override
    public Samples validation() {
      return all.validation();
    }

    @Override
    public Samples training() {
      return all.training();
    }

    @Override
    public Samples heldOut() {
      return all.heldOut();
    }

    @Override
    public Pairs pairs() {
      return all.pairs();
    }

    @Override
    public Conditioned conditioned() {
      return all.conditioned();
    }

    @Override
    public Density density() {
      return all.density();
    }

    @Override
    public RandomKey random() {
      return all.random();
    }
  }

  /**
   * Some samples of others.
   *
   * @param chosen rising, so that files are read forwards
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Some(Samples all, int[] chosen) implements Samples {

    static Some of(Samples all, RandomKey random) {
      int[] chosen = new int[all.count()];
      Arrays.setAll(chosen, i -> (int) random.below(i, chosen.length));
      Arrays.sort(chosen);
      return new Some(all, chosen);
    }

    @Override
    public SampleSpace space() {
      return all.space();
    }

    @Override
    public int count() {
      return chosen.length;
    }

    @Override
    public Rows values() {
      return new SomeRows(all.values(), chosen);
    }

    @Override
    public Rows features() {
      return new SomeRows(all.features(), chosen);
    }

    @Override
    public Rows probabilities() {
      return new SomeRows(all.probabilities(), chosen);
    }

    @Override
    public Rows estimates() {
      return new SomeRows(all.estimates(), chosen);
    }

    @Override
    public List<int[]> codes() {
      return all.codes().stream()
          .map(code -> Arrays.stream(chosen).map(i -> code[i]).toArray())
          .toList();
    }

    @Override
    public Rows scores() {
      return new SomeRows(all.scores(), chosen);
    }

    @Override
    public int[] labels() {
      int[] labels = all.labels();
      return Arrays.stream(chosen).map(i -> labels[i]).toArray();
    }

    @Override
    public String identity() {
      return "";
    }

    @Override
    public double[] summary(String name, Function<Samples, double[]> compute) {
      return compute.apply(this);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record SomeRows(Rows all, int[] chosen) implements Rows {
    @Override
    public int count() {
      return chosen.length;
    }

    @Override
    public int width() {
      return all.width();
    }

    @Override
    public void read(int first, int count, double[] into) {
      Objects.checkFromIndexSize(first, count, chosen.length);
      double[] row = new double[width()];
      for (int i = 0; i < count; i++) {
        all.read(chosen[first + i], 1, row);
        System.arraycopy(row, 0, into, i * row.length, row.length);
      }
    }
  }
}
