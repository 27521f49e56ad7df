package io.gan4j.core.run;

import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.watch.Watches;
import java.util.HashMap;
import java.util.Map;

/** What the loop has to remember beside the players. All of it is part of a checkpoint. */
final class LoopState {
  private final DrawNumbers draws;
  private final BatchOrder order;
  private final int batchSize;
  private final Watches watches;
  private final RollBackCount rollBacks;
  private long step;

  LoopState(OpenedRun run) {
    draws = new DrawNumbers(run.plan().phases());
    order = BatchOrder.of(run.config().data(), run.config().seed(), run.dataset());
    batchSize = run.plan().batchSize();
    watches =
        new Watches(
            run.config().watches(),
            run.dataset(),
            run.plan().samples(),
            run.config().samples().count());
    rollBacks = new RollBackCount(run.config().watches().rollBack());
  }

  /** Which batch and which noise each phase of each step takes. */
  DrawNumbers draws() {
    return draws;
  }

  /** Which samples each batch holds. */
  BatchOrder order() {
    return order;
  }

  Watches watches() {
    return watches;
  }

  RollBackCount rollBacks() {
    return rollBacks;
  }

  /** A pure function of the steps done. */
  Position position() {
    long batches = draws.batchesBefore(step);
    return new Position(step, batches * batchSize, order.epochOf(batches));
  }

  /** A step is done. */
  void advance() {
    step++;
  }

  /** The numbers that a checkpoint keeps, by name. */
  Map<String, Double> numbers() {
    Map<String, Double> numbers = new HashMap<>(watches.memory());
    numbers.putAll(rollBacks.numbers());
    return numbers;
  }

  /** Goes on from a checkpoint of an earlier part of the run. */
  void resume(Checkpoint checkpoint) {
    rollBacks.restore(checkpoint.loop());
    goBack(checkpoint);
  }

  /** Goes back to an earlier checkpoint of this run, which does not forget how often it did. */
  void goBack(Checkpoint checkpoint) {
    step = checkpoint.step();
    watches.remember(checkpoint.loop());
  }
}
