package io.gan4j.core.run;

import io.gan4j.api.DivergedException;
import io.gan4j.api.GanException;
import io.gan4j.api.StoppedByWatchException;
import io.gan4j.api.config.Reaction;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.Reason;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchCleared;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.evaluate.Evaluator;
import io.gan4j.core.watch.Alarm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The loop of a run, from its first event to its last. */
final class TrainingLoop {
  /** What workers tell each other after a step; the largest counts. */
  private static final int GO_ON = 0;

  private static final int STOP = 1;
  private static final int PATIENCE = 2;

  private final OpenedRun run;
  private final LoopState state;
  private final TrainingListener listener;
  private final RunPersistence persistence;
  private final Snapshots snapshots;
  private final PeriodicEvaluation evaluation;
  private final BooleanSupplier stopped;

  /**
   * @param state how far the run has come; moves on with it
   * @param listener hears of every event
   * @param evaluator null: nothing is measured on the way
   * @param stopped whether somebody has asked for an end
   */
  TrainingLoop(
      OpenedRun run,
      LoopState state,
      TrainingListener listener,
      RunPersistence persistence,
      @Nullable Evaluator evaluator,
      BooleanSupplier stopped) {
    this.run = run;
    this.state = state;
    this.listener = listener;
    this.persistence = persistence;
    this.stopped = stopped;
    snapshots = new Snapshots(run, listener, state.watches());
    evaluation =
        new PeriodicEvaluation(evaluator, run.config().evaluation(), listener, persistence);
  }

  /**
   * Trains until the planned steps are done, patience is at its end or somebody asks for an end.
   *
   * @param resumed whether the run goes on from a checkpoint
   * @return why it ended
   * @throws DivergedException if a loss is not finite
   * @throws StoppedByWatchException if a watch stops the run
   */
  Reason run(boolean resumed) {
    long begin = System.nanoTime();
    start(resumed);
    try (StepRunner steps = new StepRunner(run, state.draws(), state.orders())) {
      while (reasonToEnd().isEmpty()) {
        // Draw, step the phases that are due, and tell.
        Optional<Alarm> alarm = step(steps);
        if (alarm.isEmpty()) {
          // Samples from the fixed latents.
          snapshots.after(state.position());
          // What the watches say of all that was told.
          alarm = watch();
        }
        if (alarm.isPresent()) {
          // Back to the last good checkpoint.
          steps.halt();
          rollBack(alarm.get());
          continue;
        }
        // Measure.
        evaluation.after(state.position());
        // Keep the state.
        persistence.after(state.position());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GanException("training was interrupted at step " + state.position().step(), e);
    }
    return end(begin);
  }

  private void start(boolean resumed) {
    Position position = state.position();
    listener.on(
        new RunStarted(
            position.step(),
            run.config().training().steps(),
            position.imagesSeen(),
            run.record(),
            run.plan().samples()));
    snapshots.atStart(position, resumed);
    persistence.atStart(position, resumed);
    evaluation.atStart(position);
  }

  private Reason end(long begin) {
    Position position = state.position();
    Reason reason = reasonToEnd().orElseThrow();
    persistence.atEnd(position);
    snapshots.atEnd(position);
    lastAlarms(reason);
    persistence.export(position);
    listener.on(
        new RunFinished(
            position.step(),
            position.imagesSeen(),
            reason,
            Duration.ofNanos(System.nanoTime() - begin)));
    return reason;
  }

  private Optional<Reason> reasonToEnd() {
    if (state.position().step() >= run.config().training().steps()) {
      return Optional.of(Reason.COMPLETED);
    }
    // Of several workers only the chief measures, and each may be asked to stop: all learn it here.
    int wish = evaluation.isOutOfPatience() ? PATIENCE : stopped.getAsBoolean() ? STOP : GO_ON;
    return switch (run.session().largestOfWorkers(wish)) {
      case PATIENCE -> Optional.of(Reason.PATIENCE);
      case STOP -> Optional.of(Reason.STOPPED);
      default -> Optional.empty();
    };
  }

  /** One training step. The alarm, if its losses are not finite and the run is to go back. */
  private Optional<Alarm> step(StepRunner steps) throws InterruptedException {
    long begin = System.nanoTime();
    List<PhaseResult> results;
    try {
      results = steps.run(state.position());
    } catch (DivergedException e) {
      Alarm alarm = Alarm.of(e, run.config().watches().notFinite());
      tell(alarm);
      if (alarm.reaction() == Reaction.ROLL_BACK) {
        return Optional.of(alarm);
      }
      throw e;
    }
    state.advance();
    Position position = state.position();
    if (state.heldOutGap().isPresent()) {
      results = state.heldOutGap().get().reported(results);
      state.heldOutGap().get().after(position);
    }
    listener.on(
        new StepCompleted(
            position.step(),
            position.imagesSeen(),
            position.epoch(),
            results,
            Duration.ofNanos(System.nanoTime() - begin)));
    return Optional.empty();
  }

  /** Tells of all alarms until one of them asks for going back, which is returned. */
  private Optional<Alarm> watch() {
    tellCleared();
    for (Alarm alarm : state.watches().take()) {
      tell(alarm);
      switch (alarm.reaction()) {
        case STOP -> throw new StoppedByWatchException(alarm.watch(), alarm.message());
        case ROLL_BACK -> {
          return Optional.of(alarm);
        }
        case IGNORE, WARN -> {}
      }
    }
    return Optional.empty();
  }

  /** What the watches say of the last samples; there is nothing left to go back for. */
  private void lastAlarms(Reason reason) {
    tellCleared();
    for (Alarm alarm : state.watches().take()) {
      tell(alarm);
      if (alarm.reaction() == Reaction.STOP && reason != Reason.STOPPED) {
        throw new StoppedByWatchException(alarm.watch(), alarm.message());
      }
    }
  }

  private void tellCleared() {
    for (String watch : state.watches().takeCleared()) {
      listener.on(new WatchCleared(state.position().step(), watch));
    }
  }

  private void tell(Alarm alarm) {
    listener.on(
        new WatchTriggered(
            state.position().step(),
            alarm.watch(),
            alarm.reaction(),
            alarm.message(),
            alarm.numbers()));
  }

  /** With smaller learning rates, and not more often than allowed. */
  private void rollBack(Alarm alarm) {
    RollBackCount rollBacks = state.rollBacks();
    if (rollBacks.isUsedUp()) {
      throw new StoppedByWatchException(
          alarm.watch(),
          alarm.message() + " The run went back " + rollBacks.times() + " times already.");
    }
    Checkpoint good =
        lastGood()
            .orElseThrow(
                () ->
                    new StoppedByWatchException(
                        alarm.watch(), alarm.message() + " There is no checkpoint to go back to."));
    long from = state.position().step();
    run.session().restoreState(good.state());
    state.goBack(good);
    evaluation.goBack(state.position());
    rollBacks.count();
    run.session().scaleLearningRates(rollBacks.learningRateFactor());
    listener.on(new RolledBack(from, good.step(), rollBacks.learningRateFactor()));
  }

  /** The chief says which one it is by removing those after it; then the other workers look. */
  private Optional<Checkpoint> lastGood() {
    boolean chief = run.plan().workers().isChief();
    Optional<Checkpoint> chiefs = chief ? persistence.lastGood() : Optional.empty();
    run.session().largestOfWorkers(0);
    return chief ? chiefs : persistence.lastGood();
  }
}
