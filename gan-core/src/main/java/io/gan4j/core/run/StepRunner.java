package io.gan4j.core.run;

import io.gan4j.api.data.Batch;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.training.Phase;
import io.gan4j.core.data.Prefetchable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs training steps: the phases that are due, each on its draws of data and noise. Data are read
 * ahead of the steps.
 */
final class StepRunner implements AutoCloseable {
  private final OpenedRun run;
  private final DrawNumbers draws;
  private final BatchOrder order;
  private final long steps;
  private final long watchedEvery;
  private @Nullable BatchStream stream;

  StepRunner(OpenedRun run, DrawNumbers draws, BatchOrder order) {
    this.run = run;
    this.draws = draws;
    this.order = order;
    this.steps = run.config().training().steps();
    this.watchedEvery = run.config().watches().every();
  }

  /**
   * Every phase that is due, in order, each as often as it says.
   *
   * @param position before the step; the one that follows the last step's, unless halted between
   * @throws io.gan4j.api.DivergedException if a loss is not finite
   */
  List<PhaseResult> run(Position position) throws InterruptedException {
    BatchStream batches = batchesFrom(position.step());
    Map<String, List<Batch>> taken = new HashMap<>();
    List<PhaseResult> results = new ArrayList<>();
    for (Phase phase : run.plan().phases()) {
      if (!DrawNumbers.isDue(phase, position.step())) {
        continue;
      }
      for (int repeat = 0; repeat < phase.repeat(); repeat++) {
        long asked = System.nanoTime();
        Batch batch = batchFor(phase, repeat, batches, taken);
        long begin = System.nanoTime();
        PhaseReport report = run.session().step(request(phase, repeat, position, batch));
        results.add(
            new PhaseResult(
                phase.name(),
                repeat,
                report,
                Duration.ofNanos(begin - asked),
                Duration.ofNanos(System.nanoTime() - begin)));
      }
    }
    taken.values().forEach(owned -> owned.forEach(batches::release));
    return results;
  }

  private StepRequest request(Phase phase, int repeat, Position position, @Nullable Batch batch) {
    return new StepRequest(
        phase.name(),
        draws.noiseDraw(phase, position.step(), repeat),
        repeat,
        position.step(),
        steps,
        position.epoch(),
        batch,
        isWatched(position.step()));
  }

  /** Whether gradients and weights are looked at in the step that comes next. */
  private boolean isWatched(long step) {
    return watchedEvery > 0 && (step + 1) % watchedEvery == 0;
  }

  private @Nullable Batch batchFor(
      Phase phase, int repeat, BatchStream batches, Map<String, List<Batch>> taken)
      throws InterruptedException {
    if (!DrawNumbers.needsBatch(phase)) {
      return null;
    }
    Phase owner = draws.batchOwner(phase);
    List<Batch> owned = taken.computeIfAbsent(owner.name(), name -> new ArrayList<>());
    if (owner.equals(phase)) {
      owned.add(batches.take());
    }
    return owned.get(DrawNumbers.sharedRepeat(phase, owner, repeat));
  }

  private BatchStream batchesFrom(long step) throws InterruptedException {
    if (stream == null) {
      if (run.dataset() instanceof Prefetchable early) {
        early.headStart();
      }
      stream =
          new BatchStream(
              run.dataset(),
              run.plan().samples(),
              order,
              run.plan().batchSize(),
              Math.max(1, draws.batchesPerStep()),
              draws.batchesBefore(step));
    }
    return stream;
  }

  /** Stops reading ahead; the next step may be any. */
  void halt() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  @Override
  public void close() {
    halt();
  }
}
