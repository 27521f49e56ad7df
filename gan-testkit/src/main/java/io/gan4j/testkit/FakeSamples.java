package io.gan4j.testkit;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.metric.Samples;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Samples made of arrays. What was not given is missing, as it is in a run that has none.
 *
 * <pre>{@code
 * FakeSamples.of(SampleSpace.vectors(2), new double[][] {{0, 1}, {1, 1}}).withLabels(0, 1)
 * }</pre>
 */
public final class FakeSamples implements Samples {
  private final SampleSpace space;
  private final Rows values;
  private final Map<MetricNeed, Rows> further = new EnumMap<>(MetricNeed.class);
  private int @Nullable [] labels;
  private @Nullable List<int[]> codes;

  private FakeSamples(SampleSpace space, Rows values) {
    this.space = space;
    this.values = values;
  }

  /** Samples of any space, a row each. */
  public static FakeSamples of(SampleSpace space, double[][] rows) {
    return new FakeSamples(space, rows(rows));
  }

  /** Vectors, a row each, which are their own features too. */
  public static FakeSamples of(double[][] rows) {
    return of(SampleSpace.vectors(rows[0].length), rows).withFeatures(rows);
  }

  /** Numbers, which are their own features too. */
  public static FakeSamples of(double... values) {
    return of(Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
  }

  /** With these features. */
  public FakeSamples withFeatures(double[][] features) {
    further.put(MetricNeed.FEATURES, rows(features));
    return this;
  }

  /** With these class probabilities. */
  public FakeSamples withProbabilities(double[][] probabilities) {
    further.put(MetricNeed.CLASSES, rows(probabilities));
    return this;
  }

  /** With these estimates. */
  public FakeSamples withEstimates(double[][] estimates) {
    further.put(MetricNeed.ESTIMATES, rows(estimates));
    return this;
  }

  /** With these codes, of each a value per sample. */
  public FakeSamples withCodes(int[]... given) {
    codes = Arrays.stream(given).map(int[]::clone).toList();
    return this;
  }

  /** With these scores. */
  public FakeSamples withScores(double... scores) {
    further.put(MetricNeed.SCORES, Rows.of(scores, 1));
    return this;
  }

  /** With these labels. */
  public FakeSamples withLabels(int... given) {
    labels = given.clone();
    return this;
  }

  private static Rows rows(double[][] rows) {
    return Rows.of(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(), rows[0].length);
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  @Override
  public int count() {
    return values.count();
  }

  @Override
  public Rows values() {
    return values;
  }

  @Override
  public Rows features() {
    return given(MetricNeed.FEATURES);
  }

  @Override
  public Rows probabilities() {
    return given(MetricNeed.CLASSES);
  }

  @Override
  public Rows estimates() {
    return given(MetricNeed.ESTIMATES);
  }

  @Override
  public List<int[]> codes() {
    List<int[]> given = codes;
    if (given == null) {
      throw new IllegalStateException("these samples were made of no codes");
    }
    return given;
  }

  @Override
  public Rows scores() {
    return given(MetricNeed.SCORES);
  }

  private Rows given(MetricNeed what) {
    Rows rows = further.get(what);
    if (rows == null) {
      throw new IllegalStateException("these samples have no " + what.words());
    }
    return rows;
  }

  @Override
  public int[] labels() {
    int[] given = labels;
    if (given == null) {
      throw new IllegalStateException("these samples have no labels");
    }
    return given.clone();
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
