package io.gan4j.core.run;

import io.gan4j.api.config.EvaluationConfig;
import io.gan4j.api.event.TrainingEvent.MetricsMeasured;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.core.evaluate.Evaluator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
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
  private final NavigableMap<Long, MetricResult> taken = new TreeMap<>();
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
    if (evaluator != null) {
      persistence.measured().forEach(earlier -> take(earlier.step(), earlier.result(), evaluator));
      takeUp(position);
    }
  }

  /** Of a run that went back, forgets what the steps that are undone have found. */
  void goBack(Position position) {
    persistence.goneBack(position);
    taken.keySet().removeIf(step -> step > position.step());
    takeUp(position);
  }

  /** The first metric's results by step. */
  private void take(long step, MetricResult result, Evaluator measuring) {
    boolean same =
        taken.values().stream()
            .findFirst()
            .map(first -> first.protocol().differences(result.protocol()).isEmpty())
            .orElseGet(() -> result.metric().equals(measuring.metrics().get(0).name()));
    if (same) {
      taken.putIfAbsent(step, result);
    }
  }

  private void takeUp(Position position) {
    done = config.everyImages() == 0 ? 0 : position.imagesSeen() / config.everyImages();
    best = null;
    withoutBetter = 0;
    taken.values().forEach(this::isBest);
    if (!persistence.hasBest()) {
      best = null; // its state is undone: the next is the best that there is
    }
  }

  /** Measures if it is due. */
  void after(Position position) {
    if (evaluator == null) {
      return;
    }
    long due = position.imagesSeen() / config.everyImages();
    boolean further = due > done;
    done = due;
    if (!further) {
      return;
    }
    List<MetricResult> results = evaluator.measure();
    listener.on(new MetricsMeasured(position.step(), position.imagesSeen(), results));
    persistence.keepResults(position, results);
    taken.put(position.step(), results.get(0));
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
