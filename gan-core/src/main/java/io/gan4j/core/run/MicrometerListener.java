package io.gan4j.core.run;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.CheckpointTaken;
import io.gan4j.api.event.TrainingEvent.MetricsMeasured;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport.Exchanged;
import io.gan4j.core.memory.HostMemory;
import io.gan4j.core.progress.RunProgress;
import io.gan4j.core.run.RunMeters.Described;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Reports a run to a meter registry of the embedder's choice: progress, losses and scores, times,
 * measurements, alarms, checkpoints and memory. All meters carry the tag {@code run}, appear when
 * the run starts or first has something for them, and leave the registry when it ends, whether well
 * or not. Only {@code gan.runs}, which counts ended runs by their {@code outcome}, stays. The
 * manual lists them all.
 */
public final class MicrometerListener implements TrainingListener {
  private static final Described RUNS =
      new Described("gan.runs", "runs", "Runs that have ended, by their outcome");
  private static final Described STEPS =
      new Described("gan.steps", "steps", "Training steps done since the run was started here");
  private static final Described IMAGES =
      new Described("gan.images", "images", "Real samples seen since the run was started here");
  private static final Described PROGRESS =
      new Described("gan.progress", "ratio", "Share of the planned steps that is done");
  private static final Described PLANNED =
      new Described("gan.planned", "steps", "Training steps planned");
  private static final Described EPOCHS =
      new Described("gan.epochs", "epochs", "Passes over the data that are done");
  private static final Described TIME_LEFT =
      new Described(
          "gan.time.left", "seconds", "Time until the planned steps are done, once it can be told");
  private static final Described STEP =
      new Described("gan.step", null, "Wall time of a training step");
  private static final Described PHASE =
      new Described("gan.phase", null, "Wall time of a phase, without the wait for data");
  private static final Described DATA_WAIT =
      new Described("gan.data.wait", null, "Wall time that a phase waited for data");
  private static final Described EXCHANGE =
      new Described(
          "gan.exchange.wait", null, "Wall time that a phase waited for other workers' gradients");
  private static final Described EXCHANGED =
      new Described(
          "gan.exchange.sent", BaseUnits.BYTES, "Bytes that this worker has sent to the others");
  private static final Described LOSS =
      new Described("gan.loss", null, "What a player paid in the latest step");
  private static final Described SCORE_REAL =
      new Described("gan.score.real", null, "Mean raw score of the latest real samples");
  private static final Described SCORE_FAKE =
      new Described("gan.score.fake", null, "Mean raw score of the latest generated samples");
  private static final Described PROBABILITY_REAL =
      new Described("gan.probability.real", "ratio", "Mean D(x) of the latest real samples");
  private static final Described PROBABILITY_FAKE =
      new Described("gan.probability.fake", "ratio", "Mean D(G(z)) of the latest samples");
  private static final Described GRADIENT_NORM =
      new Described("gan.gradient.norm", null, "L2 norm of a player's latest gradient");
  private static final Described WEIGHT_NORM =
      new Described("gan.weight.norm", null, "L2 norm of a player's weights");
  private static final Described EVALUATIONS =
      new Described("gan.evaluations", "evaluations", "Evaluations of the generator");
  private static final Described METRIC =
      new Described("gan.metric", null, "What a metric gave in the latest evaluation");
  private static final Described ALARMS =
      new Described("gan.alarms", "alarms", "Alarms of a watch");
  private static final Described ROLL_BACKS =
      new Described("gan.rollbacks", "rollbacks", "Times that the run went back to a checkpoint");
  private static final Described CHECKPOINTS =
      new Described("gan.checkpoints", "checkpoints", "Checkpoints taken");
  private static final Described CHECKPOINT_STEP =
      new Described("gan.checkpoint.latest", "steps", "Step of the newest checkpoint");
  private static final Described RESIDENT =
      new Described("gan.memory.resident", BaseUnits.BYTES, "Memory that this process holds");
  private static final Described ROOM =
      new Described(
          "gan.memory.room", BaseUnits.BYTES, "Memory that this process can come to hold");

  private final MeterRegistry registry;
  private final String run;
  private final RunMeters meters;
  private RunProgress progress = new RunProgress();
  private long imagesSeen;

  /**
   * @param registry where to report
   * @param run value of the tag {@code run}; runs of one registry at one time have different ones
   */
  public MicrometerListener(MeterRegistry registry, String run) {
    this.registry = registry;
    this.run = run;
    meters = new RunMeters(registry, Tags.of("run", run));
  }

  @Override
  public void on(TrainingEvent event) {
    progress.on(event, System.nanoTime());
    if (event instanceof RunStarted started) {
      start(started);
    } else if (event instanceof StepCompleted done) {
      step(done);
    } else if (event instanceof MetricsMeasured measured) {
      meters.counter(EVALUATIONS).increment();
      measured
          .results()
          .forEach(
              result ->
                  result
                      .values()
                      .forEach(value -> meters.set(METRIC, value.value(), "metric", value.name())));
    } else if (event instanceof WatchTriggered triggered) {
      meters.counter(ALARMS, "watch", triggered.watch()).increment();
    } else if (event instanceof RolledBack) {
      meters.counter(ROLL_BACKS).increment();
    } else if (event instanceof CheckpointTaken taken) {
      meters.counter(CHECKPOINTS).increment();
      meters.set(CHECKPOINT_STEP, (double) taken.step());
    } else if (event instanceof RunFinished finished) {
      ended(finished.reason().name().toLowerCase(Locale.ROOT));
    } else if (event instanceof RunFailed) {
      ended("failed");
    }
  }

  /**
   * @throws IllegalStateException if another run under way has the same tag
   */
  private void start(RunStarted started) {
    if (registry.find(PLANNED.name()).tag("run", run).gauge() != null) {
      throw new IllegalStateException(
          "the registry has meters of a run '" + run + "' that has not ended: give each its name");
    }
    imagesSeen = started.imagesSeen();
    meters.counter(STEPS);
    meters.counter(IMAGES);
    meters.set(PLANNED, (double) started.totalSteps());
    meters.set(PROGRESS, progress.share());
    meters.set(TIME_LEFT, Double.NaN);
    meters.timer(STEP);
    meters.counter(CHECKPOINTS);
    HostMemory memory = HostMemory.ofThisMachine();
    if (memory.resident().isPresent()) {
      meters.gauge(RESIDENT, memory, m -> m.resident().orElse(0));
    }
    meters.gauge(ROOM, memory, HostMemory::room);
  }

  private void step(StepCompleted done) {
    meters.counter(STEPS).increment();
    meters.counter(IMAGES).increment((double) (done.imagesSeen() - imagesSeen));
    imagesSeen = done.imagesSeen();
    meters.set(PROGRESS, progress.share());
    meters.set(EPOCHS, (double) done.epoch());
    progress.timeLeft().ifPresent(left -> meters.set(TIME_LEFT, left.toMillis() / 1e3));
    meters.timer(STEP).record(done.duration());
    done.phases().forEach(this::phase);
    for (Player player : done.payers()) {
      done.losses(player).forEach(value -> meters.set(LOSS, value, "player", player.key()));
    }
  }

  private void phase(PhaseResult result) {
    String phase = result.phase();
    meters.timer(PHASE, "phase", phase).record(result.duration());
    meters.timer(DATA_WAIT, "phase", phase).record(result.waited());
    Exchanged exchanged = result.report().exchanged();
    if (exchanged.bytes() > 0) {
      meters.timer(EXCHANGE, "phase", phase).record(exchanged.waited());
      meters.counter(EXCHANGED).increment((double) exchanged.bytes());
    }
    result
        .report()
        .scores()
        .forEach(
            (pairing, scores) -> {
              String[] tags = {"phase", phase, "pairing", pairing};
              set(SCORE_REAL, scores.real(), tags);
              set(SCORE_FAKE, scores.fake(), tags);
              set(PROBABILITY_REAL, scores.realProbability(), tags);
              set(PROBABILITY_FAKE, scores.fakeProbability(), tags);
            });
    result
        .report()
        .norms()
        .forEach(
            (player, norms) -> {
              meters.set(GRADIENT_NORM, norms.gradient(), "player", player.key());
              meters.set(WEIGHT_NORM, norms.weights(), "player", player.key());
            });
  }

  private void set(Described meter, OptionalDouble value, String... tags) {
    value.ifPresent(v -> meters.set(meter, v, tags));
  }

  private void ended(String outcome) {
    Counter.builder(RUNS.name())
        .description(RUNS.description())
        .baseUnit(RUNS.unit())
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  @Override
  public void close() {
    meters.close();
    progress = new RunProgress();
  }
}
