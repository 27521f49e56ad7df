package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;

import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.watch.Watches;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the loop has to remember beside the players. All of it is part of a checkpoint. */
final class LoopState {
  private final DrawNumbers draws;
  private final Map<String, BatchOrder> orders;
  private final String side;
  private final int batchSize;
  private final Watches watches;
  private final RollBackCount rollBacks;
  private final @Nullable HeldOutGap heldOutGap;
  private long step;

  LoopState(OpenedRun run) {
    draws = new DrawNumbers(run.plan().phases());
    side = run.plan().sides().keySet().iterator().next();
    orders = BatchOrder.of(run.config(), run.data());
    batchSize = run.plan().batchSize();
    watches = new Watches(run.config().watches(), run.plan(), run.data(), Snapshots.count(run));
    rollBacks = new RollBackCount(run.config().watches().rollBack());
    heldOutGap = HeldOutGap.of(run).orElse(null);
  }

  /** Which batch and which noise each phase of each step takes. */
  DrawNumbers draws() {
    return draws;
  }

  /** Which samples each batch of a side holds. */
  Map<String, BatchOrder> orders() {
    return orders;
  }

  Watches watches() {
    return watches;
  }

  RollBackCount rollBacks() {
    return rollBacks;
  }

  /** What steers augmentations by held-out samples; empty if nothing does. */
  Optional<HeldOutGap> heldOutGap() {
    return Optional.ofNullable(heldOutGap);
  }

  /** A pure function of the steps done. */
  Position position() {
    long batches = draws.batchesBefore(step, side);
    return new Position(
        step, batches * batchSize, requireNonNull(orders.get(side)).epochOf(batches));
  }

  /** A step is done. */
  void advance() {
    step++;
  }

  /** The numbers that a checkpoint keeps, by name. */
  Map<String, Double> numbers() {
    Map<String, Double> numbers = new HashMap<>(watches.memory());
    numbers.putAll(rollBacks.numbers());
    if (heldOutGap != null) {
      numbers.putAll(heldOutGap.numbers());
    }
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
    if (heldOutGap != null) {
      heldOutGap.restore(checkpoint.loop());
    }
  }
}
