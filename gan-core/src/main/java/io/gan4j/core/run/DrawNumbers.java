package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which batch and which noise each phase of each step takes: pure functions of the step, so that a
 * run can start at any step.
 *
 * <p>Batches are numbered from 0 in the order in which they are first used; a draw of noise is
 * numbered by its step and its place in the step.
 */
final class DrawNumbers {
  /** A phase that needs no real samples. */
  static final long NO_BATCH = -1;

  private final List<Phase> phases;
  private final Map<String, Integer> slots = new HashMap<>();
  private final int slotsPerStep;

  DrawNumbers(List<Phase> phases) {
    this.phases = phases;
    int slot = 0;
    for (Phase phase : phases) {
      slots.put(phase.name(), slot);
      slot += phase.repeat();
    }
    slotsPerStep = slot;
  }

  /** Batches that all steps before this one take from a side of the data. */
  long batchesBefore(long step, String side) {
    long batches = 0;
    for (Phase phase : phases) {
      if (takesFreshBatch(phase, side)) {
        batches += phase.repeat() * due(phase, step);
      }
    }
    return batches;
  }

  /** Number of the noise draw of a phase's repeat. */
  long noiseDraw(Phase phase, long step, int repeat) {
    Phase source = phase;
    while (source.noise() instanceof Draw.SameAs same) {
      source = named(same.phase());
    }
    return step * slotsPerStep
        + requireNonNull(slots.get(source.name()))
        + sharedRepeat(phase, source, repeat);
  }

  /**
   * The phase whose batch of a side this phase uses: itself, unless it says otherwise and the other
   * takes one.
   */
  Phase batchOwner(Phase phase, String side) {
    Phase owner = phase;
    while (owner.data() instanceof Draw.SameAs same && named(same.phase()).sides().contains(side)) {
      owner = named(same.phase());
    }
    return owner;
  }

  /**
   * Which repeat of the source a repeat of this phase shares: counted from the end, so that the
   * last shares the last.
   */
  static int sharedRepeat(Phase phase, Phase source, int repeat) {
    return Math.max(0, source.repeat() - phase.repeat() + repeat);
  }

  static boolean isDue(Phase phase, long step) {
    return step % phase.every() == 0;
  }

  /** Most batches that one step takes from a side of the data. */
  int batchesPerStep(String side) {
    return phases.stream()
        .filter(phase -> takesFreshBatch(phase, side))
        .mapToInt(Phase::repeat)
        .sum();
  }

  private boolean takesFreshBatch(Phase phase, String side) {
    return phase.sides().contains(side) && batchOwner(phase, side).equals(phase);
  }

  private static long due(Phase phase, long step) {
    return (step + phase.every() - 1) / phase.every();
  }

  private Phase named(String name) {
    return phases.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }
}
