package io.gan4j.testkit;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.random.RandomKey;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An evaluation made of {@link FakeSamples}. What is null is missing. */
public record FakeEvaluation(
    Samples generated,
    @Nullable Samples realOrNull,
    @Nullable Samples validationOrNull,
    @Nullable Samples trainingOrNull,
    @Nullable Samples heldOutOrNull,
    @Nullable Density densityOrNull,
    long seed,
    @Nullable Pairs pairsOrNull,
    @Nullable Conditioned conditionedOrNull)
    implements Evaluation {

  /** One without pairs and conditions. */
  public FakeEvaluation(
      Samples generated,
      @Nullable Samples realOrNull,
      @Nullable Samples validationOrNull,
      @Nullable Samples trainingOrNull,
      @Nullable Samples heldOutOrNull,
      @Nullable Density densityOrNull,
      long seed) {
    this(
        generated,
        realOrNull,
        validationOrNull,
        trainingOrNull,
        heldOutOrNull,
        densityOrNull,
        seed,
        null,
        null);
  }

  /**
   * Pairs alone.
   *
   * @param made what is made of sources
   * @param targets what it should be
   */
  public static FakeEvaluation ofPairs(Samples made, Samples targets) {
    return new FakeEvaluation(
        made, null, null, null, null, null, 1, new Pairs(made, targets), null);
  }

  /** Samples under conditions alone. */
  public static FakeEvaluation of(Conditioned conditioned) {
    return new FakeEvaluation(
        conditioned.made(), null, null, null, null, null, 1, null, conditioned);
  }

  /** Both sides. */
  public static FakeEvaluation of(Samples generated, Samples real) {
    return new FakeEvaluation(generated, real, null, null, null, null, 1);
  }

  /** Generated samples alone. */
  public static FakeEvaluation of(Samples generated) {
    return new FakeEvaluation(generated, null, null, null, null, null, 1);
  }

  /** With real samples to choose by. */
  public FakeEvaluation withValidation(Samples validation) {
    return new FakeEvaluation(
        generated, realOrNull, validation, trainingOrNull, heldOutOrNull, densityOrNull, seed);
  }

  /** With the samples that the networks were trained on. */
  public FakeEvaluation withTraining(Samples training) {
    return new FakeEvaluation(
        generated, realOrNull, validationOrNull, training, heldOutOrNull, densityOrNull, seed);
  }

  /** With samples that the networks were not trained on. */
  public FakeEvaluation withHeldOut(Samples heldOut) {
    return new FakeEvaluation(
        generated, realOrNull, validationOrNull, trainingOrNull, heldOut, densityOrNull, seed);
  }

  /** With a known density. */
  public FakeEvaluation withDensity(Density density) {
    return new FakeEvaluation(
        generated, realOrNull, validationOrNull, trainingOrNull, heldOutOrNull, density, seed);
  }

  @Override
  public Samples real() {
    return needed(realOrNull, "real samples");
  }

  @Override
  public Samples validation() {
    return needed(validationOrNull, "validation samples");
  }

  @Override
  public Samples training() {
    return needed(trainingOrNull, "training samples");
  }

  @Override
  public Samples heldOut() {
    return needed(heldOutOrNull, "held-out samples");
  }

  @Override
  public Pairs pairs() {
    return needed(pairsOrNull, "pairs");
  }

  @Override
  public Conditioned conditioned() {
    return needed(conditionedOrNull, "conditions");
  }

  @Override
  public Density density() {
    return needed(densityOrNull, "density");
  }

  @Override
  public RandomKey random() {
    return RandomKey.of(seed);
  }

  private static <T> T needed(@Nullable T part, String what) {
    if (part == null) {
      throw new IllegalStateException("this evaluation has no " + what);
    }
    return part;
  }

  /** The same, with nothing in it but what these needs name. */
  Evaluation with(Set<MetricNeed> needs) {
    return new FakeEvaluation(
        only(generated, needs),
        realOrNull != null && needs.contains(MetricNeed.REAL) ? only(realOrNull, needs) : null,
        validationOrNull != null && needs.contains(MetricNeed.VALIDATION)
            ? only(validationOrNull, needs)
            : null,
        trainingOrNull != null && needs.contains(MetricNeed.TRAINING)
            ? only(trainingOrNull, needs)
            : null,
        heldOutOrNull != null && needs.contains(MetricNeed.HELD_OUT)
            ? only(heldOutOrNull, needs)
            : null,
        needs.contains(MetricNeed.DENSITY) ? densityOrNull : null,
        seed,
        pairsOrNull != null && needs.contains(MetricNeed.PAIRS)
            ? new Pairs(only(pairsOrNull.made(), needs), only(pairsOrNull.targets(), needs))
            : null,
        conditionedOrNull != null && needs.contains(MetricNeed.CONDITIONS)
            ? new Conditioned(
                only(conditionedOrNull.made(), needs),
                only(conditionedOrNull.real(), needs),
                conditionedOrNull.names(),
                conditionedOrNull.conditions())
            : null);
  }

  private static Samples only(Samples samples, Set<MetricNeed> needs) {
    return new Restricted(samples, needs);
  }

  private record Restricted(Samples all, Set<MetricNeed> needs) implements Samples {
    private Samples of(MetricNeed need) {
      if (!needs.contains(need)) {
        throw new IllegalStateException("uses " + need.words() + " without needing them");
      }
      return all;
    }

    @Override
    public SampleSpace space() {
      return all.space();
    }

    @Override
    public int count() {
      return all.count();
    }

    @Override
    public Rows values() {
      return all.values();
    }

    @Override
    public Rows features() {
      return of(MetricNeed.FEATURES).features();
    }

    @Override
    public Rows probabilities() {
      return of(MetricNeed.CLASSES).probabilities();
    }

    @Override
    public Rows estimates() {
      return of(MetricNeed.ESTIMATES).estimates();
    }

    @Override
    public List<int[]> codes() {
      return of(MetricNeed.CODES).codes();
    }

    @Override
    public Rows scores() {
      return of(MetricNeed.SCORES).scores();
    }

    @Override
    public int[] labels() {
      return of(MetricNeed.LABELS).labels();
    }

    @Override
    public String identity() {
      return all.identity();
    }

    @Override
    public double[] summary(String name, Function<Samples, double[]> compute) {
      return compute.apply(this);
    }
  }
}
