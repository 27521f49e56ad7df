package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.training.Phase;
import io.gan4j.core.data.Prefetchable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs training steps: the phases that are due, each on its draws of data and noise. Data are read
 * ahead of the steps.
 */
final class StepRunner implements AutoCloseable {
  private final OpenedRun run;
  private final DrawNumbers draws;
  private final Map<String, BatchOrder> orders;
  private final long steps;
  private final long watchedEvery;
  private final Map<String, BatchStream> streams = new LinkedHashMap<>();

  /**
   * @param orders in which samples of each side are visited
   */
  StepRunner(OpenedRun run, DrawNumbers draws, Map<String, BatchOrder> orders) {
    this.run = run;
    this.draws = draws;
    this.orders = orders;
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
    openStreams(position.step());
    Map<String, Map<String, List<Batch>>> taken = new HashMap<>();
    List<PhaseResult> results = new ArrayList<>();
    for (Phase phase : run.plan().phases()) {
      if (!DrawNumbers.isDue(phase, position.step())) {
        continue;
      }
      for (int repeat = 0; repeat < phase.repeat(); repeat++) {
        long asked = System.nanoTime();
        Map<String, Batch> batches = batchesFor(phase, repeat, taken);
        long begin = System.nanoTime();
        PhaseReport report = run.session().step(request(phase, repeat, position, batches));
        results.add(
            new PhaseResult(
                phase.name(),
                repeat,
                report,
                Duration.ofNanos(begin - asked),
                Duration.ofNanos(System.nanoTime() - begin)));
      }
    }
    taken.forEach(
        (side, owners) -> owners.values().forEach(owned -> owned.forEach(stream(side)::release)));
    return results;
  }

  private StepRequest request(
      Phase phase, int repeat, Position position, Map<String, Batch> batches) {
    return new StepRequest(
        phase.name(),
        draws.noiseDraw(phase, position.step(), repeat),
        repeat,
        position.step(),
        steps,
        position.epoch(),
        batches,
        isWatched(position.step()));
  }

  /** Whether gradients and weights are looked at in the step that comes next. */
  private boolean isWatched(long step) {
    return watchedEvery > 0 && (step + 1) % watchedEvery == 0;
  }

  private Map<String, Batch> batchesFor(
      Phase phase, int repeat, Map<String, Map<String, List<Batch>>> taken)
      throws InterruptedException {
    Map<String, Batch> batches = new LinkedHashMap<>();
    for (String side : phase.sides()) {
      Phase owner = draws.batchOwner(phase, side);
      List<Batch> owned =
          taken
              .computeIfAbsent(side, s -> new HashMap<>())
              .computeIfAbsent(owner.name(), name -> new ArrayList<>());
      if (owner.equals(phase)) {
        owned.add(stream(side).take());
      }
      batches.put(side, owned.get(DrawNumbers.sharedRepeat(phase, owner, repeat)));
    }
    return batches;
  }

  private BatchStream stream(String side) {
    BatchStream stream = streams.get(side);
    if (stream == null) {
      throw new IllegalStateException("nothing is read of side '" + side + "'");
    }
    return stream;
  }

  private void openStreams(long step) throws InterruptedException {
    if (!streams.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Dataset> data : run.data().entrySet()) {
      String side = data.getKey();
      if (data.getValue() instanceof Prefetchable early) {
        early.headStart();
      }
      streams.put(
          side,
          new BatchStream(
              data.getValue(),
              run.plan().side(side).samples(),
              requireNonNull(orders.get(side), side),
              run.plan().firstRowHere(),
              run.plan().samplesHere(),
              Math.max(1, draws.batchesPerStep(side)),
              draws.batchesBefore(step, side)));
    }
  }

  /** Stops reading ahead; the next step may be any. */
  void halt() {
    streams.values().forEach(BatchStream::close);
    streams.clear();
  }

  @Override
  public void close() {
    halt();
  }
}
