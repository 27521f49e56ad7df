package io.gan4j.core.run;

import io.gan4j.api.DivergedException;
import io.gan4j.api.GanException;
import io.gan4j.api.Player;
import io.gan4j.api.StoppedByWatchException;
import io.gan4j.api.config.Reaction;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.Reason;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.training.Phase;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.data.HeadStart;
import io.gan4j.core.evaluate.Evaluator;
import io.gan4j.core.watch.Alarm;
import io.gan4j.core.watch.Watches;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * One run: two built players, their data, and the loop. Train it, sample from it, export its
 * generator. Not safe for use by several threads, but for {@link #stop}. Who opens closes.
 */
public final class Training implements AutoCloseable {
  private final RunConfig config;
  private final GanPlan plan;
  private final Dataset dataset;
  private final GanSession session;
  private final RunRecord record;
  private final StepDraws draws;
  private final BatchOrder order;
  private final Watches watches;
  private final RollBackCount rollBack;
  private long step;
  private long eventBytes;
  private boolean resumed;
  private @Nullable Evaluator evaluator;
  private boolean outOfPatience;
  private volatile boolean stopped;

  /**
   * Takes over what it is given: closing it closes the session and the data set. {@link
   * io.gan4j.core.Gan#open} makes the parts.
   */
  public Training(
      RunConfig config, GanPlan plan, Dataset dataset, GanSession session, RunRecord record) {
    this.config = config;
    this.plan = plan;
    this.dataset = dataset;
    this.session = session;
    this.record = record;
    this.draws = new StepDraws(plan.phases());
    this.watches = new Watches(config.watches(), dataset, plan.samples(), config.samples().count());
    this.rollBack = new RollBackCount(config.watches().rollBack());
    this.order = new BatchOrder(config.data(), config.seed(), dataset.size());
  }

  /**
   * Measures while it trains, as often as the configuration says. Closing the training closes the
   * evaluator.
   */
  public void measuredBy(Evaluator measuring) {
    evaluator = measuring;
  }

  /** The resolved configuration. */
  public RunConfig config() {
    return config;
  }

  /** The plan both players were built from. */
  public GanPlan plan() {
    return plan;
  }

  /** Provenance. */
  public RunRecord record() {
    return record;
  }

  /** The real samples. */
  public Dataset dataset() {
    return dataset;
  }

  /** The two built players. */
  public GanSession session() {
    return session;
  }

  /** Training steps done. */
  public long step() {
    return step;
  }

  /** Real samples seen: those of every batch that was drawn. */
  public long imagesSeen() {
    return draws.batchesBefore(step) * plan.batchSize();
  }

  /**
   * Goes on from a checkpoint rather than from the start.
   *
   * @throws io.gan4j.api.ProviderException if it is of other networks; nothing is changed then
   */
  public void restore(Checkpoint checkpoint) {
    session.restoreState(checkpoint.state());
    step = checkpoint.step();
    eventBytes = checkpoint.eventBytes();
    resumed = true;
    rollBack.restore(checkpoint.loop());
    session.scaleLearningRates(rollBack.learningRateFactor());
    watches.remember(checkpoint.loop());
  }

  /** Whether it goes on from a checkpoint. */
  public boolean isResumed() {
    return resumed;
  }

  /**
   * A copy of all that the next step depends on.
   *
   * @param eventBytes length of events.jsonl, so that a resumed run can go on with it
   */
  Checkpoint checkpoint(long eventBytes) {
    return new Checkpoint(
        step,
        session.saveState(),
        record.config(),
        Provenance.origin(record),
        loopNumbers(),
        eventBytes);
  }

  private Map<String, Double> loopNumbers() {
    Map<String, Double> numbers = new HashMap<>(watches.memory());
    numbers.putAll(rollBack.numbers());
    return numbers;
  }

  /** Asks the loop to end after the step it is in. Safe from any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Samples for latents drawn from a seed: {@code [count, …]}, in the range the networks see; of
   * the classes in turn if the generator sees labels.
   */
  public FloatNdArray sample(int count, long seed) {
    return session.generate(session.drawLatents(seed, count), classesInTurn(count));
  }

  /** Samples of these classes for latents drawn from a seed, if the generator sees labels. */
  public FloatNdArray sample(int[] labels, long seed) {
    return session.generate(session.drawLatents(seed, labels.length), labels);
  }

  /** Labels for samples, the classes in turn; null if the generator sees none. */
  int @Nullable [] classesInTurn(int count) {
    return LabelSpace.inTurn(plan.classesSeenBy(Player.GENERATOR), count);
  }

  /** Writes the generator as a SavedModel into an absent or empty folder, with its provenance. */
  public void export(Path folder) {
    session.export(folder, Provenance.of(record, plan, step, imagesSeen()));
    if (ChannelLevels.of(plan.samples()).isEmpty()) {
      LinearPixels.of(plan.samples()).ifPresent(pixels -> pixels.write(folder));
    }
  }

  /**
   * Trains until the planned steps are done or somebody calls {@link #stop}, without a run
   * directory.
   *
   * @param listeners hear of every event, in this order; closed at the end, however it ends
   * @return why it ended
   * @throws io.gan4j.api.DivergedException if a loss is not finite
   */
  public Reason run(TrainingListener... listeners) {
    return run(List.of(listeners), Keeper.NOTHING);
  }

  /**
   * Trains as {@link #run(TrainingListener...)}, and keeps everything in a run directory:
   * configuration, provenance, events, pictures, checkpoints and, at the end, the exported
   * generator.
   *
   * @param directory a new, empty one
   */
  public Reason runIn(RunDirectory directory, List<? extends TrainingListener> listeners) {
    List<TrainingListener> all = new ArrayList<>(listeners);
    RunLock lock = Broadcast.closingUnlessDone(all, () -> RunLock.take(directory));
    try (lock) {
      Keeper keeper = Broadcast.closingUnlessDone(all, () -> begin(directory, all));
      return run(all, keeper);
    }
  }

  /** Sets a run directory up, and puts what writes there in front of the other listeners. */
  private Keeper begin(RunDirectory directory, List<TrainingListener> listeners) {
    directory.requireOwnFiles();
    directory.removeLeftovers();
    directory.describe(record, isResumed() ? step : -1);
    EventLog events = new EventLog(directory, eventBytes);
    Pictures pictures = new Pictures(directory, this);
    listeners.addAll(0, List.of(events, pictures));
    if (isResumed()) {
      pictures.goOn();
    }
    return new Keeper.InDirectory(directory, this, events);
  }

  private Reason run(List<? extends TrainingListener> listeners, Keeper keeper) {
    List<TrainingListener> all = new ArrayList<>(listeners);
    all.add(watches);
    try (Broadcast broadcast = new Broadcast(all);
        keeper) {
      long begin = System.nanoTime();
      try {
        broadcast.on(
            new RunStarted(step, config.training().steps(), imagesSeen(), record, plan.samples()));
        Snapshots snapshots = new Snapshots(this, broadcast);
        snapshots.atStart();
        keeper.atStart(broadcast);
        Measurer measurer =
            evaluator == null ? null : new Measurer(this, evaluator, broadcast, keeper);
        outOfPatience = measurer != null && measurer.isOutOfPatience();
        while (step < config.training().steps() && !stopped && !outOfPatience) {
          Optional<Alarm> alarm = loop(broadcast, snapshots, keeper, measurer);
          if (alarm.isPresent()) {
            goBack(alarm.get(), keeper, broadcast);
          }
        }
        keeper.atEnd(broadcast);
        snapshots.atEnd();
        keeper.export(broadcast);
        Reason reason = reason();
        broadcast.on(
            new RunFinished(
                step, imagesSeen(), reason, Duration.ofNanos(System.nanoTime() - begin)));
        return reason;
      } catch (RuntimeException e) {
        broadcast.failed(new RunFailed(step, String.valueOf(e.getMessage())), e);
        throw e;
      }
    }
  }

  /** Steps until the end, or until an alarm that asks for going back. */
  private Optional<Alarm> loop(
      Broadcast broadcast, Snapshots snapshots, Keeper keeper, @Nullable Measurer measurer) {
    try (BatchStream stream = openStream()) {
      while (step < config.training().steps() && !stopped && !outOfPatience) {
        long begin = System.nanoTime();
        List<PhaseResult> results;
        try {
          results = trainingStep(stream);
        } catch (DivergedException e) {
          Alarm alarm = Alarm.of(e, config.watches().notFinite());
          tell(alarm, broadcast);
          if (alarm.reaction() == Reaction.ROLL_BACK) {
            return Optional.of(alarm);
          }
          throw e;
        }
        step++;
        broadcast.on(
            new StepCompleted(
                step, imagesSeen(), epoch(), results, Duration.ofNanos(System.nanoTime() - begin)));
        snapshots.after(step);
        for (Alarm alarm : watches.take()) {
          tell(alarm, broadcast);
          switch (alarm.reaction()) {
            case STOP -> throw new StoppedByWatchException(alarm.watch(), alarm.message());
            case ROLL_BACK -> {
              return Optional.of(alarm);
            }
            case IGNORE, WARN -> {}
          }
        }
        outOfPatience = measurer != null && !measurer.after();
        keeper.after(step, broadcast);
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GanException("training was interrupted at step " + step, e);
    }
  }

  private void tell(Alarm alarm, TrainingListener listener) {
    listener.on(
        new WatchTriggered(
            step, alarm.watch(), alarm.reaction(), alarm.message(), alarm.numbers()));
  }

  /** Back to the last good checkpoint, with smaller learning rates; not more often than allowed. */
  private void goBack(Alarm alarm, Keeper keeper, TrainingListener listener) {
    if (rollBack.isUsedUp()) {
      throw new StoppedByWatchException(
          alarm.watch(),
          alarm.message() + " The run went back " + rollBack.times() + " times already.");
    }
    Checkpoint good =
        keeper
            .lastGood()
            .orElseThrow(
                () ->
                    new StoppedByWatchException(
                        alarm.watch(), alarm.message() + " There is no checkpoint to go back to."));
    long from = step;
    session.restoreState(good.state());
    step = good.step();
    watches.remember(good.loop());
    rollBack.count();
    session.scaleLearningRates(rollBack.learningRateFactor());
    listener.on(new RolledBack(from, step, rollBack.learningRateFactor()));
  }

  /** One training step: every phase that is due, in order, each as often as it says. */
  private List<PhaseResult> trainingStep(BatchStream stream) throws InterruptedException {
    Map<String, List<Batch>> taken = new HashMap<>();
    List<PhaseResult> results = new ArrayList<>();
    for (Phase phase : plan.phases()) {
      if (!StepDraws.isDue(phase, step)) {
        continue;
      }
      for (int repeat = 0; repeat < phase.repeat(); repeat++) {
        long asked = System.nanoTime();
        Batch batch = batchFor(phase, repeat, stream, taken);
        long begin = System.nanoTime();
        PhaseReport report =
            session.step(
                new StepRequest(
                    phase.name(),
                    draws.noiseDraw(phase, step, repeat),
                    repeat,
                    step,
                    config.training().steps(),
                    epoch(),
                    batch,
                    isWatched()));
        results.add(
            new PhaseResult(
                phase.name(),
                repeat,
                report,
                Duration.ofNanos(begin - asked),
                Duration.ofNanos(System.nanoTime() - begin)));
      }
    }
    taken.values().forEach(batches -> batches.forEach(stream::release));
    return results;
  }

  /** Whether the step that comes next is one in which gradients and weights are looked at. */
  private boolean isWatched() {
    long every = config.watches().every();
    return every > 0 && (step + 1) % every == 0;
  }

  private @Nullable Batch batchFor(
      Phase phase, int repeat, BatchStream stream, Map<String, List<Batch>> taken)
      throws InterruptedException {
    if (!StepDraws.needsBatch(phase)) {
      return null;
    }
    Phase owner = draws.batchOwner(phase);
    List<Batch> owned = taken.computeIfAbsent(owner.name(), name -> new ArrayList<>());
    if (owner.equals(phase)) {
      owned.add(stream.take());
    }
    return owned.get(StepDraws.sharedRepeat(phase, owner, repeat));
  }

  private BatchStream openStream() throws InterruptedException {
    if (dataset instanceof HeadStart early) {
      early.headStart();
    }
    return new BatchStream(
        dataset,
        plan.samples(),
        order,
        plan.batchSize(),
        Math.max(1, draws.batchesPerStep()),
        draws.batchesBefore(step));
  }

  private Reason reason() {
    if (step >= config.training().steps()) {
      return Reason.COMPLETED;
    }
    return outOfPatience ? Reason.PATIENCE : Reason.STOPPED;
  }

  private long epoch() {
    return order.epochOf(draws.batchesBefore(step));
  }

  @Override
  public void close() {
    try (dataset;
        session) {
      if (evaluator != null) {
        evaluator.close();
      }
    }
  }
}
