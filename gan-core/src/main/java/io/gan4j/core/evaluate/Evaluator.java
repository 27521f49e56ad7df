package io.gan4j.core.evaluate;

import io.gan4j.api.GanException;
import io.gan4j.api.config.EvaluationConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Density;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Evaluation.Conditioned;
import io.gan4j.api.metric.Evaluation.Pairs;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Protocol;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures a generator, once or time and again while it learns. What is known of the real samples
 * is kept between evaluations. Who opens closes.
 */
public final class Evaluator implements AutoCloseable {

  /**
   * A metric under the names that results give it.
   *
   * @param name as in run files
   * @param configuration the metric with every parameter, as in run files
   */
  public record Named(String name, String configuration, Metric metric) {}

  private final EvaluationConfig config;
  private final List<Named> metrics;
  private final RealData data;
  private final Generator generator;
  private final SampleSpace space;
  private final Set<MetricNeed> needs = EnumSet.noneOf(MetricNeed.class);
  private final @Nullable FeatureExtractor extractor;
  private final RowSelection realRows;
  private final SampleSet real;
  private final @Nullable SampleSet validation;
  private final @Nullable SampleSet training;
  private final @Nullable SampleSet heldOut;
  private final @Nullable HeldOutPairs pairs;
  private final Map<MetricNeed, RowSelection> rowsBeside = new EnumMap<>(MetricNeed.class);
  private final Optional<Density> density;

  /** What is known of the real samples. */
  private final Map<String, double[]> summaries = new HashMap<>();

  /**
   * Opens the extractor, and checks that every metric can have what it needs. The data is closed
   * with the evaluator.
   *
   * @param generator what is to be measured, as often as asked, while it may go on learning
   * @param trust in the model that features are taken from
   * @throws GanException if a metric cannot: every one, each with what is missing
   */
  public Evaluator(
      EvaluationConfig config,
      List<Named> metrics,
      RealData data,
      Generator generator,
      SummaryCache cache,
      Trust trust) {
    this.config = config;
    this.metrics = List.copyOf(metrics);
    this.data = data;
    this.generator = generator;
    this.space = generator.space();
    metrics.forEach(named -> needs.addAll(named.metric().needs()));
    requireSameShape(data.real());
    extractor = AvailableNeeds.extracts(needs) ? config.features().open(space, trust) : null;
    try {
      new AvailableNeeds(data, generator, extractor).require(metrics);
      realRows = new RowSelection(data.real(), seen(data.real()), config.real(), 0);
      real = side(realRows, cache);
      Dataset further =
          data.validation() == null && data.real().size().isEmpty()
              ? data.real()
              : data.validation();
      validation = further == null ? null : beside(MetricNeed.VALIDATION, further, 1, cache);
      Dataset trained = data.training();
      training = trained == null ? null : beside(MetricNeed.TRAINING, trained, -1, cache);
      heldOut =
          needs.contains(MetricNeed.HELD_OUT)
              ? beside(MetricNeed.HELD_OUT, data.heldOut(), 2, cache)
              : null;
      Supplier<Map<String, Dataset>> pairSides =
          AvailableNeeds.takesPairs(needs) ? data.pairs() : null;
      pairs = pairSides == null ? null : new HeldOutPairs(pairSides.get(), space, config.real());
      density = data.real().density();
      requirePossible();
    } catch (RuntimeException e) {
      if (extractor != null) {
        extractor.close();
      }
      throw e;
    }
  }

  /** Refuses metrics that have what they need and cannot work with it, all of them at once. */
  private void requirePossible() {
    Conditions conditions =
        new Conditions(
            space,
            real.count(),
            config.generated(),
            heldOut == null ? 0 : heldOut.count(),
            density.orElse(null));
    String problems =
        metrics.stream()
            .flatMap(
                named ->
                    named.metric().problem(conditions).stream()
                        .map(problem -> named.name() + ": " + problem))
            .collect(Collectors.joining("\n"));
    if (!problems.isEmpty()) {
      throw new GanException(problems);
    }
  }

  /**
   * Further real samples.
   *
   * @param part of a generated distribution; −1: those that are trained on, all there are of data
   */
  private SampleSet beside(MetricNeed need, Dataset dataset, int part, SummaryCache cache) {
    boolean all = part < 0 && dataset.size().isPresent();
    RowSelection rows =
        new RowSelection(dataset, seen(dataset), all ? Integer.MAX_VALUE : config.real(), part);
    rowsBeside.put(need, rows);
    return side(rows, cache);
  }

  private SampleSpace seen(Dataset dataset) {
    return new SampleSpace(
        space.shape(), dataset.space().element(), space.range(), null, space.columns());
  }

  private void requireSameShape(Dataset dataset) {
    if (!dataset.space().shape().equals(space.shape())) {
      throw new GanException(
          "the generator makes samples of shape "
              + space.shape()
              + ", the data to compare with has "
              + dataset.space().shape()
              + " ("
              + dataset.description()
              + ")");
    }
  }

  private SampleSet side(RowSelection rows, SummaryCache cache) {
    String identity =
        rows.identity()
            + (extractor == null ? "" : " " + extractor.contentHash() + " " + extractor.resizing());
    return new SampleSet(
        rows.space(),
        rows,
        rows::labels,
        extractor,
        new SampleSet.Summaries() {
          @Override
          public String identity() {
            return identity;
          }

          @Override
          public double[] get(String name, Supplier<double[]> compute) {
            return summaries.computeIfAbsent(identity + " " + name, key -> cache.get(key, compute));
          }
        });
  }

  /** The metrics, in the order of their results. */
  public List<Named> metrics() {
    return metrics;
  }

  /** Measures the generator as it is now: what every metric gives, in their order. */
  public List<MetricResult> measure() {
    List<List<List<MetricValue>>> perRun = new ArrayList<>();
    sides().forEach(side -> side.judgedBy(generator.discriminate()));
    for (int run = 0; run < config.runs(); run++) {
      long seed = config.seed() + run;
      try (SampleSet generated = generate(seed)) {
        perRun.add(
            metrics.stream()
                .map(named -> measure(named.metric(), evaluation(generated, seed)))
                .toList());
      }
    }
    List<MetricResult> results = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      int metric = i;
      results.add(
          new MetricResult(
              metrics.get(i).name(),
              MeanOverRuns.of(perRun.stream().map(run -> run.get(metric)).toList()),
              protocol(metrics.get(i)),
              config.seed(),
              config.runs()));
    }
    return results;
  }

  private List<MetricValue> measure(Metric metric, Evaluation evaluation) {
    List<MetricValue> values = metric.measure(evaluation);
    return config.bootstrap() == 0
        ? values
        : new Bootstrap(config.bootstrap()).spread(metric, evaluation, values);
  }

  private SampleSet generate(long seed) {
    SpillableRows spool = new SpillableRows(config.generated(), space.valuesPerSample());
    int[] labels = LabelSpace.inTurn(generator.classes(), config.generated());
    RandomKey key = RandomKey.of(seed).split("generated");
    List<Integer> categories =
        needs.contains(MetricNeed.CODES) ? generator.categories() : List.of();
    List<int[]> codes = categories.stream().map(values -> new int[config.generated()]).toList();
    for (int first = 0; first < config.generated(); first += SampleSet.BLOCK) {
      int count = Math.min(SampleSet.BLOCK, config.generated() - first);
      int[] asked = labels == null ? null : Arrays.copyOfRange(labels, first, first + count);
      spool.append(SampleSet.values(generator.sample(key.bits(first), count, asked)));
      if (!categories.isEmpty()) {
        Codes.read(generator.latents(key.bits(first), count), categories, codes, first);
      }
    }
    SampleSet side =
        new SampleSet(
            space,
            spool,
            () -> {
              if (labels == null) {
                throw new IllegalStateException("these samples were not asked for by class");
              }
              return labels;
            },
            extractor,
            SampleSet.Summaries.NONE);
    side.madeOf(codes);
    side.judgedBy(generator.discriminate());
    return side;
  }

  private Evaluation evaluation(SampleSet generated, long seed) {
    RandomKey random = RandomKey.of(seed).split("metric");
    return new Evaluation() {
      @Override
      public SampleSet generated() {
        return generated;
      }

      @Override
      public SampleSet real() {
        return real;
      }

      @Override
      public SampleSet validation() {
        return needed(validation);
      }

      @Override
      public SampleSet training() {
        return needed(training);
      }

      @Override
      public SampleSet heldOut() {
        return needed(heldOut);
      }

      @Override
      public Pairs pairs() {
        return needed(pairs).of(needed(generator.translator()));
      }

      @Override
      public Conditioned conditioned() {
        FeatureExtractor estimator = needed(extractor);
        return needed(pairs)
            .of(
                needed(generator.conditional()),
                estimator.estimates(),
                estimator,
                RandomKey.of(seed).split("conditioned"));
      }

      @Override
      public Density density() {
        return needed(density.orElse(null));
      }

      @Override
      public RandomKey random() {
        return random;
      }
    };
  }

  private static <T> T needed(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("this was not among what the metric needs");
    }
    return part;
  }

  private Protocol protocol(Named named) {
    Set<MetricNeed> uses = named.metric().needs();
    FeatureExtractor used =
        AvailableNeeds.extracts(uses) ? Objects.requireNonNull(extractor) : null;
    boolean compared = uses.contains(MetricNeed.REAL) || uses.contains(MetricNeed.DENSITY);
    return new Protocol(
        named.configuration(),
        config.generated(),
        uses.contains(MetricNeed.REAL) ? real.count() : 0,
        compared ? realRows.description() : "",
        compared ? realRows.dataset().contentHash() : "",
        beside(uses),
        used == null ? "" : used.description(),
        used == null ? "" : used.contentHash(),
        used == null ? "" : used.resizing());
  }

  /** Real samples that a metric uses beside those it compares with, each with its hash. */
  private String beside(Set<MetricNeed> uses) {
    List<String> beside = new ArrayList<>();
    rowsBeside.forEach(
        (need, rows) -> {
          if (uses.contains(need)) {
            beside.add(
                need.words()
                    + ": "
                    + rows.description()
                    + " ("
                    + ResultsTable.first(rows.dataset().contentHash())
                    + ")");
          }
        });
    if (uses.contains(MetricNeed.PAIRS)) {
      String side = needed(generator.translator()).targets();
      beside.add("pairs of " + needed(pairs).description(side) + ", at most " + config.real());
    }
    if (uses.contains(MetricNeed.CONDITIONS)) {
      String side = needed(generator.conditional()).samples();
      beside.add("conditions of " + needed(pairs).description(side) + ", at most " + config.real());
    }
    return String.join(", ", beside);
  }

  /** The real ones, each once. */
  private List<SampleSet> sides() {
    return Stream.of(real, validation, training, heldOut)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  @Override
  public void close() {
    sides().forEach(SampleSet::close);
    if (pairs != null) {
      pairs.close();
    }
    if (extractor != null) {
      extractor.close();
    }
    data.close();
  }
}
