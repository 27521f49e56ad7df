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
final class Measurer {
  private final Training training;
  private final Evaluator evaluator;
  private final EvaluationConfig config;
  private final TrainingListener listener;
  private final Keeper keeper;
  private long done;
  private long lastStep = -1;
  private @Nullable MetricResult best;
  private int withoutBetter;

  Measurer(Training training, Evaluator evaluator, TrainingListener listener, Keeper keeper) {
    this.training = training;
    this.evaluator = evaluator;
    this.config = training.config().evaluation();
    this.listener = listener;
    this.keeper = keeper;
    this.done = training.imagesSeen() / config.everyImages();
    // of a run that goes on, what its earlier part found
    for (Measured earlier : keeper.measured()) {
      if (earlier.step() > lastStep && isFirst(earlier.result())) {
        lastStep = earlier.step();
        judge(earlier.result());
      }
    }
  }

  private boolean isFirst(MetricResult result) {
    return best == null
        ? result.metric().equals(evaluator.metrics().get(0).name())
        : best.protocol().differences(result.protocol()).isEmpty();
  }

  /** Measures if it is due. Whether the run is to go on. */
  boolean after() {
    long due = training.imagesSeen() / config.everyImages();
    boolean further = due > done;
    done = due; // lower than before if the run went back to a checkpoint
    if (!further) {
      return true;
    }
    List<MetricResult> results = evaluator.measure();
    listener.on(new MetricsMeasured(training.step(), training.imagesSeen(), results));
    keeper.measured(results);
    if (judge(results.get(0))) {
      keeper.best();
    }
    return !isOutOfPatience();
  }

  /** Whether there was nothing better for as many measurements as the run has patience for. */
  boolean isOutOfPatience() {
    return config.patience() > 0 && withoutBetter >= config.patience();
  }

  /** Whether it is the best so far. */
  private boolean judge(MetricResult result) {
    boolean better =
        Optional.ofNullable(best).map(b -> result.main().betterThan(b.main())).orElse(true);
    withoutBetter = better ? 0 : withoutBetter + 1;
    if (better) {
      best = result;
    }
    return better;
  }
}
