package io.gan4j.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.GanException;
import io.gan4j.api.config.EvaluationConfig;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.IncomparableResultsException;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.components.metric.CriticDistance;
import io.gan4j.components.metric.DiscriminatorDivergence;
import io.gan4j.components.metric.FrechetDistance;
import io.gan4j.components.metric.KernelDistance;
import io.gan4j.components.metric.Marginals;
import io.gan4j.components.metric.Memorization;
import io.gan4j.components.metric.ParzenLogLikelihood;
import io.gan4j.components.metric.PixelFeatures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

@DisplayName("An evaluation")
class EvaluatorTest {
  private static final SampleSpace PLANE = SampleSpace.vectors(2);

  @TempDir Path folder;

  private static double[][] points(int count) {
    double[][] points = new double[count][2];
    for (int i = 0; i < 2 * count; i++) {
      points[i / 2][i % 2] = RandomKey.of(1).normal(i);
    }
    return points;
  }

  private static EvaluationConfig config(int generated, int real, int runs) {
    return new EvaluationConfig(
        0, generated, real, null, null, null, null, new PixelFeatures(), 1, runs, 0, 0);
  }

  private static Evaluator.Named frechet() {
    return new Evaluator.Named(
        "frechet-distance", "{type: frechet-distance}", new FrechetDistance());
  }

  private static Evaluator evaluator(
      EvaluationConfig config, TableDataset data, SummaryCache cache, Evaluator.Named... metrics) {
    return evaluator(config, data, cache, new Normals(0, 0), metrics);
  }

  private static Evaluator evaluator(
      EvaluationConfig config,
      TableDataset data,
      SummaryCache cache,
      Generator generator,
      Evaluator.Named... metrics) {
    return new Evaluator(
        config,
        List.of(metrics),
        RealData.open(config, (reader, split) -> Objects.requireNonNull(reader).open(), data, null),
        generator,
        cache,
        Trust.CHECKED);
  }

  /** Normal samples, moved along the first axis, and by their label along the second. */
  private record Normals(double shift, int classes) implements Generator {
    @Override
    public SampleSpace space() {
      return PLANE;
    }

    @Override
    public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
      float[] values = new float[2 * count];
      for (int i = 0; i < values.length; i++) {
        double moved = i % 2 == 0 ? shift : labels == null ? 0 : 100 * labels[i / 2];
        values[i] = (float) (RandomKey.of(seed).normal(i) + moved);
      }
      return NdArrays.wrap(Shape.of(count, 2), DataBuffers.of(values, true, false));
    }

    @Override
    public Judge discriminate() {
      return new PatchJudge();
    }
  }

  /** The first coordinate, twice over, as a discriminator of patches would. */
  private record PatchJudge() implements Generator.Judge {
    @Override
    public ScoreKind kind() {
      return ScoreKind.LOGIT;
    }

    @Override
    public boolean seesLabels() {
      return false;
    }

    @Override
    public FloatNdArray score(FloatNdArray samples, int @Nullable [] labels) {
      float[] scores = SampleSet.values(samples);
      for (int i = 1; i < scores.length; i += 2) {
        scores[i] = scores[i - 1];
      }
      return NdArrays.wrap(samples.shape(), DataBuffers.of(scores, true, false));
    }
  }

  /** The mean score of both sides. */
  private record MeanScores() implements Metric {
    @Override
    public Set<MetricNeed> needs() {
      return Set.of(MetricNeed.REAL, MetricNeed.SCORES, MetricNeed.LABELS);
    }

    @Override
    public List<MetricValue> measure(Evaluation evaluation) {
      double[] real = new double[evaluation.real().count()];
      evaluation.real().scores().read(0, real.length, real);
      double[] fake = new double[evaluation.generated().count()];
      evaluation.generated().scores().read(0, fake.length, fake);
      int[] asked = evaluation.generated().labels();
      double[] samples = new double[2 * asked.length];
      evaluation.generated().values().read(0, asked.length, samples);
      double right = 0;
      for (int i = 0; i < asked.length; i++) {
        right += (samples[2 * i + 1] > 50) == (asked[i] == 1) ? 1 : 0;
      }
      double odd = 0;
      for (int label : evaluation.real().labels()) {
        odd += label;
      }
      return List.of(
          MetricValue.fact("real", mean(real)),
          MetricValue.fact("fake", mean(fake)),
          MetricValue.fact("odd", odd),
          MetricValue.fact("right", right));
    }

    private static double mean(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value / values.length;
      }
      return sum;
    }
  }

  @Test
  @DisplayName("gives the same again for equal seeds, and says under which protocol")
  void repeatable() {
    TableDataset data = new TableDataset(points(900), false);
    try (Evaluator evaluator =
        evaluator(config(700, 400, 1), data, SummaryCache.none(), new Normals(1, 0), frechet())) {
      MetricResult first = evaluator.measure().get(0);
      MetricResult second = evaluator.measure().get(0);
      assertThat(second).isEqualTo(first);
      assertThat(first.main().value()).isCloseTo(1, within(0.2));
      assertThat(first.protocol().generated()).isEqualTo(700);
      assertThat(first.protocol().real()).isEqualTo(400);
      assertThat(first.protocol().data()).isEqualTo("900 points, 400 of them, seen in unbounded");
      assertThat(first.protocol().dataHash()).isEqualTo(data.contentHash());
      assertThat(first.protocol().features()).isEqualTo("pixels");
    }
    assertThat(data.closed).as("the training data is its owner's to close").isFalse();
  }

  @Test
  @DisplayName("takes the mean of several runs, and their spread")
  void runs() {
    TableDataset data = new TableDataset(points(300), false);
    double[] single = new double[3];
    for (int run = 0; run < 3; run++) {
      EvaluationConfig config =
          new EvaluationConfig(
              0, 200, 300, null, null, null, null, new PixelFeatures(), 1 + run, 1, 0, 0);
      try (Evaluator evaluator = evaluator(config, data, SummaryCache.none(), frechet())) {
        single[run] = evaluator.measure().get(0).main().value();
      }
    }
    double mean = (single[0] + single[1] + single[2]) / 3;
    double squares = 0;
    for (double value : single) {
      squares += (value - mean) * (value - mean);
    }
    try (Evaluator evaluator =
        evaluator(config(200, 300, 3), data, SummaryCache.none(), frechet())) {
      MetricValue value = evaluator.measure().get(0).main();
      assertThat(value.value()).isCloseTo(mean, within(1e-12));
      MetricValue.Spread spread = Objects.requireNonNull(value.spread());
      assertThat(spread.standardError()).isCloseTo(Math.sqrt(squares / 2 / 3), within(1e-12));
      assertThat(spread.method()).isEqualTo("runs with other seeds");
      // Student's 0.975 quantile for 2 degrees of freedom
      assertThat(spread.halfWidth()).isCloseTo(4.3027 * spread.standardError(), within(1e-4));
    }
  }

  private static EvaluationConfig bootstrapped(int count, long seed, int draws) {
    return new EvaluationConfig(
        0, count, count, null, null, null, null, new PixelFeatures(), seed, 1, draws, 0);
  }

  @Test
  @DisplayName("finds by bootstrap the spread that new samples of both sides have, within a third")
  void bootstrap() {
    double[] fresh = new double[60];
    for (int i = 0; i < fresh.length; i++) {
      double[][] points = new double[300][2];
      for (int j = 0; j < 600; j++) {
        points[j / 2][j % 2] = RandomKey.of(100 + i).normal(j);
      }
      try (Evaluator evaluator =
          evaluator(
              bootstrapped(300, 1 + i, 0),
              new TableDataset(points, false),
              SummaryCache.none(),
              new Normals(1, 0),
              frechet())) {
        fresh[i] = evaluator.measure().get(0).main().value();
      }
    }
    double mean = Arrays.stream(fresh).average().orElseThrow();
    double deviation = Math.sqrt(Arrays.stream(fresh).map(v -> (v - mean) * (v - mean)).sum() / 59);
    TableDataset data = new TableDataset(points(300), false);
    try (Evaluator without =
            evaluator(
                bootstrapped(300, 1, 0), data, SummaryCache.none(), new Normals(1, 0), frechet());
        Evaluator with =
            evaluator(
                bootstrapped(300, 1, 100),
                data,
                SummaryCache.none(),
                new Normals(1, 0),
                frechet())) {
      MetricValue plain = without.measure().get(0).main();
      MetricValue drawn = with.measure().get(0).main();
      assertThat(plain.spread()).isNull();
      assertThat(drawn.value()).isEqualTo(plain.value());
      MetricValue.Spread spread = Objects.requireNonNull(drawn.spread());
      assertThat(spread.standardError()).isBetween(deviation / 1.34, deviation * 1.34);
      assertThat(spread.over()).isEqualTo(100);
      assertThat(spread.method()).isEqualTo("bootstrap draws");
      assertThat(with.measure().get(0).main()).as("the same again").isEqualTo(drawn);
    }
  }

  /** A value that knows its spread, a fact that does not, and how often they were measured. */
  private record Counted(AtomicInteger times) implements Metric {
    @Override
    public Set<MetricNeed> needs() {
      return Set.of(MetricNeed.REAL);
    }

    @Override
    public List<MetricValue> measure(Evaluation evaluation) {
      times.incrementAndGet();
      return List.of(
          MetricValue.low("known", 1).with(new MetricValue.Spread(0.5, 2, "halves")),
          MetricValue.fact("fact", 2));
    }
  }

  @Test
  @DisplayName("does not measure again for the spread of facts alone")
  void factsAlone() {
    Counted counted = new Counted(new AtomicInteger());
    try (Evaluator evaluator =
        evaluator(
            bootstrapped(10, 1, 50),
            new TableDataset(points(10), false),
            SummaryCache.none(),
            new Evaluator.Named("counted", "{}", counted))) {
      assertThat(evaluator.measure().get(0).values().get(1).spread()).isNull();
      assertThat(counted.times()).hasValue(1);
    }
  }

  @Test
  @DisplayName("keeps by bootstrap what a metric knows of its own spread")
  void ownSpread() {
    TableDataset data = new TableDataset(points(300), false);
    try (Evaluator evaluator =
        evaluator(
            bootstrapped(300, 1, 5),
            data,
            SummaryCache.none(),
            new Evaluator.Named("kernel-distance", "{}", new KernelDistance(100)))) {
      assertThat(Objects.requireNonNull(evaluator.measure().get(0).main().spread()).method())
          .isEqualTo("disjoint blocks of 100");
    }
  }

  @Test
  @DisplayName("takes its spread from several runs or from the bootstrap, not from both")
  void eitherSpread() {
    assertThatThrownBy(
            () ->
                new EvaluationConfig(
                    0, 9, 9, null, null, null, null, new PixelFeatures(), 1, 2, 20, 0))
        .hasMessageContaining("bootstrap must be 0 where several runs give the spread, found 20");
    assertThatThrownBy(() -> bootstrapped(9, 1, 1)).hasMessageContaining("must be 0 or above 1");
  }

  @Test
  @DisplayName("judges both sides by the discriminator, a mean of its patches, and knows labels")
  void scores() {
    TableDataset data = new TableDataset(points(300), true);
    try (Evaluator evaluator =
        evaluator(
            config(600, 300, 1),
            data,
            SummaryCache.none(),
            new Normals(5, 2),
            new Evaluator.Named("mean-scores", "{}", new MeanScores()))) {
      List<MetricValue> values = evaluator.measure().get(0).values();
      assertThat(values.get(0).value()).isCloseTo(0, within(0.2));
      assertThat(values.get(1).value()).isCloseTo(5, within(0.2));
      assertThat(values.get(2).value()).isEqualTo(150);
      assertThat(values.get(3).value()).as("samples of the class asked for").isEqualTo(600);
    }
  }

  @Test
  @DisplayName("computes what it knows of the real side once, and never again for the same data")
  void cached() {
    SummaryCache cache = SummaryCache.inFolder(folder.resolve("cache"));
    MetricResult first;
    try (Evaluator evaluator =
        evaluator(config(200, 300, 1), new TableDataset(points(300), false), cache, frechet())) {
      first = evaluator.measure().get(0);
    }
    TableDataset again = new TableDataset(points(300), false);
    try (Evaluator evaluator = evaluator(config(200, 300, 1), again, cache, frechet())) {
      assertThat(evaluator.measure().get(0)).isEqualTo(first);
      assertThat(again.read).isZero();
    }
    TableDataset other = new TableDataset(points(299), false);
    try (Evaluator evaluator = evaluator(config(200, 300, 1), other, cache, frechet())) {
      assertThat(evaluator.measure().get(0)).isNotEqualTo(first);
      assertThat(other.read).isEqualTo(299);
    }
  }

  @Test
  @DisplayName("refuses what metrics cannot have, all of it at once")
  void refusals() {
    assertThatThrownBy(
            () ->
                evaluator(
                    config(10, 10, 1),
                    new TableDataset(points(20), false),
                    SummaryCache.none(),
                    new Evaluator.Named("parzen", "{}", new ParzenLogLikelihood(1, 1, 1)),
                    new Evaluator.Named("mean-scores", "{}", new MeanScores())))
        .isInstanceOf(GanException.class)
        .hasMessage(
            """
            parzen needs real samples for validation: name their reader under evaluation.validation, or a part under validationSplit
            mean-scores needs labels: 20 points has none\
            """);
  }

  @Test
  @DisplayName("refuses metrics that cannot work on this data before any is computed")
  void impossible() {
    TableDataset data = new TableDataset(points(20), false);
    assertThatThrownBy(
            () ->
                evaluator(
                    config(10, 1, 1),
                    data,
                    SummaryCache.none(),
                    new Evaluator.Named("marginals", "{}", new Marginals()),
                    new Evaluator.Named("frechet-distance", "{}", new FrechetDistance()),
                    new Evaluator.Named("kernel-distance", "{}", new KernelDistance(100))))
        .isInstanceOf(GanException.class)
        .hasMessage(
            """
            marginals: measures rows of a table, and these samples are none
            frechet-distance: a covariance needs at least 2 samples, found 1
            kernel-distance: with blocks of 100 needs as many samples of each side; there are 1 real and 10 generated ones: set blockSize lower, or take more samples\
            """);
    assertThat(data.read).isZero();
  }

  @Test
  @DisplayName("refuses to take logits for a critic's scores")
  void scoresOfAnotherKind() {
    TableDataset data = new TableDataset(points(20), false);
    assertThatThrownBy(
            () ->
                evaluator(
                    config(10, 10, 1),
                    data,
                    SummaryCache.none(),
                    new Evaluator.Named("critic-distance", "{}", new CriticDistance()),
                    new Evaluator.Named(
                        "discriminator-divergence", "{}", new DiscriminatorDivergence())))
        .hasMessage(
            "critic-distance needs a critic: this run's loss makes none of its discriminator");
  }

  @Test
  @DisplayName("takes as held out what the run holds out, and says so in the protocol")
  void heldOut() {
    TableDataset training = new TableDataset(points(300), false);
    double[][] others = points(400);
    Arrays.stream(others).forEach(point -> point[0] += 0.5);
    TableDataset apart = new TableDataset(others, false);
    EvaluationConfig config = config(100, 300, 1);
    try (Evaluator evaluator =
        new Evaluator(
            config,
            List.of(new Evaluator.Named("memorisation", "{}", new Memorization(0.01))),
            RealData.open(
                config,
                (reader, split) -> Objects.requireNonNull(reader).open(),
                training,
                () -> new RealData.Kept(apart, List.of(apart))),
            new Normals(9, 0),
            SummaryCache.none(),
            Trust.CHECKED)) {
      MetricResult result = evaluator.measure().get(0);
      assertThat(result.protocol().beside())
          .contains("the training samples: 300 points, seen in unbounded (")
          .contains("real samples that were not trained on: 400 points, 300 of them");
      assertThat(result.protocol().data()).as("it is compared with nothing else").isEmpty();
      assertThat(result.protocol().real()).isZero();
    }
    assertThat(apart.closed).isTrue();
    assertThat(training.closed).isFalse();
  }

  @Test
  @DisplayName("refuses to measure memorisation without samples that were not trained on")
  void nothingHeldOut() {
    assertThatThrownBy(
            () ->
                evaluator(
                    config(10, 10, 1),
                    new TableDataset(points(20), false),
                    SummaryCache.none(),
                    new Evaluator.Named("memorisation", "{}", new Memorization(0.01))))
        .hasMessage(
            "memorisation needs real samples that were not trained on: name others than the"
                + " training data under evaluation.data, or set data.holdOut");
  }

  @Test
  @DisplayName("refuses to compare numbers of different protocols, naming what differs")
  void incomparable() {
    TableDataset data = new TableDataset(points(300), false);
    try (Evaluator few = evaluator(config(100, 300, 1), data, SummaryCache.none(), frechet());
        Evaluator many = evaluator(config(200, 300, 1), data, SummaryCache.none(), frechet())) {
      MetricResult a = few.measure().get(0);
      MetricResult b = many.measure().get(0);
      a.requireComparable(few.measure().get(0));
      assertThatThrownBy(() -> a.requireComparable(b))
          .isInstanceOf(IncomparableResultsException.class)
          .hasMessage(
              "frechet-distance was measured under different protocols, so its numbers cannot be"
                  + " compared: generated samples 100 against 200");
    }
  }
}
