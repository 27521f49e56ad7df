package io.gan4j.core.run;

import io.gan4j.api.config.WatchesConfig.RollBack;
import java.util.Map;

/** How often a run went back, and what that has made of its learning rates. */
final class RollBackCount {
  private static final String TIMES = "rollBacks";

  private final RollBack config;
  private int times;

  RollBackCount(RollBack config) {
    this.config = config;
  }

  int times() {
    return times;
  }

  boolean isUsedUp() {
    return times >= config.atMost();
  }

  void count() {
    times++;
  }

  /** On every learning rate. */
  double learningRateFactor() {
    return Math.pow(config.learningRate(), times);
  }

  /** What a checkpoint keeps of it. */
  Map<String, Double> numbers() {
    return Map.of(TIMES, (double) times);
  }

  void restore(Map<String, Double> numbers) {
    times = numbers.getOrDefault(TIMES, 0.0).intValue();
  }
}
