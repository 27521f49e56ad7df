package io.gan4j.core.run;

import io.gan4j.api.config.EvaluationConfig;
import io.gan4j.api.event.TrainingEvent.MetricsMeasured;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.core.evaluate.Evaluator;
import io.gan4j.core.evaluate.Measured;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures a run while it trains, whenever it has seen so many more real samples. It draws from its
 * own seed and moves nothing, so that a run ends in the same weights with and without. The first
 * value of the first metric decides on the best checkpoint and on stopping early.
 */
final class PeriodicEvaluation {
  private final @Nullable Evaluator evaluator;
  private final EvaluationConfig config;
  private final TrainingListener listener;
  private final RunPersistence persistence;
  private long done;
  private long lastStep = -1;
  private @Nullable MetricResult best;
  private int withoutBetter;

  /**
   * @param evaluator null: nothing is measured
   * @param listener hears of the results
   * @param persistence keeps results and the best state
   */
  PeriodicEvaluation(
      @Nullable Evaluator evaluator,
      EvaluationConfig config,
      TrainingListener listener,
      RunPersistence persistence) {
    this.evaluator = evaluator;
    this.config = config;
    this.listener = listener;
    this.persistence = persistence;
  }

  /** Of a run that goes on, takes up what its earlier part found. */
  void atStart(Position position) {
    if (evaluator == null) {
      return;
    }
    done = position.imagesSeen() / config.everyImages();
    for (Measured earlier : persistence.measured()) {
      if (earlier.step() > lastStep && isOfFirstMetric(earlier.result(), evaluator)) {
        lastStep = earlier.step();
        isBest(earlier.result());
      }
    }
  }

  private boolean isOfFirstMetric(MetricResult result, Evaluator measuring) {
    return best == null
        ? result.metric().equals(measuring.metrics().get(0).name())
        : best.protocol().differences(result.protocol()).isEmpty();
  }

  /** Measures if it is due. */
  void after(Position position) {
    if (evaluator == null) {
      return;
    }
    long due = position.imagesSeen() / config.everyImages();
    boolean further = due > done;
    done = due; // lower than before if the run went back to a checkpoint
    if (!further) {
      return;
    }
    List<MetricResult> results = evaluator.measure();
    listener.on(new MetricsMeasured(position.step(), position.imagesSeen(), results));
    persistence.keepResults(position, results);
    if (isBest(results.get(0))) {
      persistence.keepBest(position);
    }
  }

  /** Whether there was nothing better for as many measurements as the run has patience for. */
  boolean isOutOfPatience() {
    return config.patience() > 0 && withoutBetter >= config.patience();
  }

  /** Whether it is the best so far, which it is from now on. */
  private boolean isBest(MetricResult result) {
    boolean better =
        Optional.ofNullable(best).map(b -> result.main().betterThan(b.main())).orElse(true);
    withoutBetter = better ? 0 : withoutBetter + 1;
    if (better) {
      best = result;
    }
    return better;
  }
}
