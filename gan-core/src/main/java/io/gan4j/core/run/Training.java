package io.gan4j.core.run;

import io.gan4j.api.GanException;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.event.RunContext;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.event.TrainingEvent.Reason;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import io.gan4j.api.plugin.ListenerFactory;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.RunMarks;
import io.gan4j.core.evaluate.Evaluator;
import io.gan4j.core.evaluate.Generator;
import io.gan4j.core.evaluate.ResultsFile;
import io.gan4j.core.progress.ProgressLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * One run: two built players and their data. Train it, sample from it, export its generator. Not
 * safe for use by several threads, but for {@link #stop}. Who opens closes.
 */
public final class Training implements AutoCloseable {
  private final OpenedRun run;
  private final List<ListenerFactory> factories;
  private final LoopState state;
  private @Nullable Checkpoint resumedFrom;
  private @Nullable Evaluator evaluator;
  private volatile boolean stopped;

  /**
   * {@link io.gan4j.core.Gan#open} makes the parts.
   *
   * @param run taken over: closing the training closes it
   * @param factories make listeners for a run in a directory
   */
  public Training(OpenedRun run, List<ListenerFactory> factories) {
    this.run = run;
    this.factories = List.copyOf(factories);
    this.state = new LoopState(run);
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
    return run.config();
  }

  /** The plan both players were built from. */
  public GanPlan plan() {
    return run.plan();
  }

  /** Provenance. */
  public RunRecord record() {
    return run.record();
  }

  /** The real samples. */
  public Dataset dataset() {
    return run.dataset();
  }

  /** The real samples of a side of the game. */
  public Dataset dataset(String side) {
    return run.dataset(side);
  }

  /** The built players. */
  public GanSession session() {
    return run.session();
  }

  /** Training steps done. */
  public long step() {
    return state.position().step();
  }

  /** Real samples seen: those of every batch that was drawn. */
  public long imagesSeen() {
    return state.position().imagesSeen();
  }

  /**
   * Goes on from a checkpoint rather than from the start.
   *
   * @throws io.gan4j.api.ProviderException if it is of other networks; nothing is changed then
   */
  public void restore(Checkpoint checkpoint) {
    session().restoreState(checkpoint.state());
    resumedFrom = checkpoint;
    state.resume(checkpoint);
    session().scaleLearningRates(state.rollBacks().learningRateFactor());
  }

  /** Whether it goes on from a checkpoint. */
  public boolean isResumed() {
    return resumedFrom != null;
  }

  /** Asks the loop to end after the step it is in. Safe from any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Samples for latents drawn from a seed: {@code [count, …]}, in the range the networks see; of
   * the classes in turn if the generator sees labels. A generator that takes real samples too gets
   * some that are drawn from the data by the seed.
   */
  public FloatNdArray sample(int count, long seed) {
    Generator generator = Generator.of(session(), run::dataset);
    return generator.sample(seed, count, LabelSpace.inTurn(generator.classes(), count));
  }

  /** Samples of these classes for latents drawn from a seed, if the generator sees labels. */
  public FloatNdArray sample(int[] labels, long seed) {
    return session().generate(session().drawLatents(seed, labels.length), labels);
  }

  /** Writes the generator as a SavedModel into an absent or empty folder, with its provenance. */
  public void export(Path folder) {
    live().export(folder);
  }

  /**
   * Writes a player as a SavedModel into an absent or empty folder, with its provenance.
   *
   * @throws IllegalArgumentException if there is no such player
   */
  public void export(Player player, Path folder) {
    live().export(player, folder);
  }

  /**
   * What is written beside an export: where it comes from, and what its samples are. For writers of
   * other formats than a SavedModel.
   */
  public Map<String, String> exportMetadata() {
    return exportMetadata(plan().exported());
  }

  /** The same of a player. */
  public Map<String, String> exportMetadata(Player player) {
    return live().metadata(player);
  }

  /**
   * Whether what leads from a player's samples back to pixels is no metadata, but a file beside its
   * SavedModel: whitening for example.
   */
  public boolean hasPixelsBeside(Player player) {
    return live().hasPixelsBeside(player);
  }

  private LiveRun live() {
    return new LiveRun(run, state);
  }

  /**
   * Trains until the planned steps are done or somebody calls {@link #stop}, without a run
   * directory. SLF4J is told of its progress: see {@link ProgressLog}.
   *
   * @param listeners hear of every event, in this order; closed at the end, however it ends
   * @return why it ended
   * @throws io.gan4j.api.DivergedException if a loss is not finite
   */
  public Reason run(TrainingListener... listeners) {
    return run(List.of(listeners), listener -> RunPersistence.NOTHING);
  }

  /**
   * Trains as {@link #run(TrainingListener...)}, and keeps everything in a run directory:
   * configuration, provenance, events, pictures, checkpoints and, at the end, the exported
   * generator.
   *
   * @param directory a new, empty one, or one whose run goes on or begins again
   * @param listeners hear of every event after those that plugins bring
   */
  public Reason runIn(RunDirectory directory, List<? extends TrainingListener> listeners) {
    List<TrainingListener> all = new ArrayList<>(listeners);
    RunLock lock = CompositeListener.closingUnlessDone(all, () -> lock(directory));
    try (lock) {
      EventLog events = CompositeListener.closingUnlessDone(all, () -> begin(directory, all));
      return run(
          all,
          listener ->
              new RunPersistence.InDirectory(
                  directory, marks(directory), config().checkpoints(), live(), events, listener));
    }
  }

  /**
   * Trains as one of several workers beside the chief, who keeps the run in a directory. This one
   * keeps nothing.
   *
   * @param directory the run's, for the checkpoints that the run may have to go back to
   * @param listeners hear of every event
   */
  public Reason follow(Path directory, List<? extends TrainingListener> listeners) {
    return run(listeners, listener -> new RunPersistence.Nothing(directory));
  }

  /** Whatever stands in a run directory is looked at before any of it is opened. */
  private static RunLock lock(RunDirectory directory) {
    directory.requireOwnFiles();
    return RunLock.take(directory);
  }

  private RunMarks marks(RunDirectory directory) {
    RunRecord own = record();
    return RecordFile.of(directory).marks(String.valueOf(own.seed()), own.dataHash());
  }

  /** Sets a run directory up, and puts what writes there in front of the other listeners. */
  private EventLog begin(RunDirectory directory, List<TrainingListener> listeners) {
    directory.removeLeftovers();
    directory.describe(record(), isResumed() ? step() : -1);
    new ResultsFile(directory.metrics(), marks(directory)).removeAfter(step());
    EventLog events = new EventLog(directory, resumedFrom == null ? 0 : resumedFrom.eventBytes());
    listeners.add(0, events);
    RunContext context =
        new RunContext(
            directory.path(),
            config(),
            plan(),
            dataset().density(),
            new RealSamples(dataset(), plan().samples()),
            isResumed());
    for (int i = 0; i < factories.size(); i++) {
      listeners.add(1 + i, created(factories.get(i), context));
    }
    return events;
  }

  /** What a factory makes, which may be somebody else's. */
  private static TrainingListener created(ListenerFactory factory, RunContext context) {
    try {
      TrainingListener listener = factory.create(context);
      if (listener != null) {
        return listener;
      }
    } catch (GanException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new GanException(noListener(factory, e.toString()), e);
    }
    throw new GanException(noListener(factory, "it gives null"));
  }

  private static String noListener(ListenerFactory factory, String why) {
    return factory.getClass().getName() + " makes no listener for this run: " + why;
  }

  private Reason run(
      List<? extends TrainingListener> listeners,
      Function<TrainingListener, RunPersistence> persisted) {
    List<TrainingListener> all = new ArrayList<>(listeners);
    all.add(new ProgressLog());
    all.add(state.watches());
    try (CompositeListener listener = new CompositeListener(all);
        RunPersistence persistence = persisted.apply(listener)) {
      try {
        requireSameStep();
        return new TrainingLoop(run, state, listener, persistence, evaluator, () -> stopped)
            .run(isResumed());
      } catch (RuntimeException e) {
        listener.failed(new RunFailed(step(), String.valueOf(e.getMessage())), e);
        throw e;
      } catch (Error e) { // without memory, say: its message alone says little
        listener.failed(new RunFailed(step(), e.toString()), e);
        throw e;
      }
    }
  }

  private void requireSameStep() {
    List<Integer> others = session().workersThatDiffer("step " + step());
    if (!others.isEmpty()) {
      throw new GanException(
          "worker 0 goes on from another step than workers "
              + others
              + ": all have to see the same run directory");
    }
  }

  @Override
  public void close() {
    try (run) {
      if (evaluator != null) {
        evaluator.close();
      }
    }
  }
}
