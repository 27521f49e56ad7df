package io.gan4j.core.progress;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.ArtifactWritten;
import io.gan4j.api.event.TrainingEvent.CheckpointTaken;
import io.gan4j.api.event.TrainingEvent.MetricsMeasured;
import io.gan4j.api.event.TrainingEvent.Reason;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.metric.MetricResult;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a run's progress to SLF4J, under this class's name. {@code INFO}: start, end, measurements,
 * what was exported, and where the run stands: ten seconds after the start, then each time that it
 * has become a tenth longer, but not more often than every ten seconds and not less often than
 * every ten minutes. {@code WARN}: alarms, and going back to a checkpoint. {@code DEBUG}:
 * checkpoints and samples. How a run fails is in the exception that ends it.
 */
public final class ProgressLog implements TrainingListener {
  private static final long SECOND = 1_000_000_000L;
  private static final long SHORTEST_PAUSE = 10 * SECOND;
  private static final long LONGEST_PAUSE = 600 * SECOND;

  private final Logger log;
  private final LongSupplier clock;
  private final RunProgress progress = new RunProgress();
  private String name = "";
  private long begin;
  private long next;

  public ProgressLog() {
    this(LoggerFactory.getLogger(ProgressLog.class), System::nanoTime);
  }

  /**
   * @param clock nanoseconds since any moment
   */
  ProgressLog(Logger log, LongSupplier clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void on(TrainingEvent event) {
    long now = clock.getAsLong();
    progress.on(event, now);
    if (event instanceof RunStarted started) {
      start(started, now);
    } else if (event instanceof StepCompleted) {
      step(now);
    } else if (event instanceof WatchTriggered triggered) {
      if (triggered.reaction() != Reaction.STOP) { // which is an exception
        log.warn("{}: {}", at(event), triggered.watch() + ": " + triggered.message());
      }
    } else if (event instanceof RolledBack back) {
      log.warn(
          "{}: back to the checkpoint of step {}, learning rates × {} from here on",
          at(event),
          back.to(),
          back.learningRateFactor());
    } else if (event instanceof MetricsMeasured measured) {
      log.info("{}: {}", at(event), results(measured));
    } else if (event instanceof ArtifactWritten written) {
      log.info("{}: {} in {}", at(event), written.kind(), written.file());
    } else if (event instanceof CheckpointTaken taken) {
      log.debug("{}: checkpoint into {}", at(event), taken.folder());
    } else if (event instanceof SamplesDrawn drawn) {
      log.debug("{}: {} samples drawn", at(event), drawn.samples().shape().get(0));
    } else if (event instanceof RunFinished finished) {
      log.info(
          "{}: {} after {}, {} seen",
          at(event),
          reason(finished.reason()),
          Quantities.time(finished.duration()),
          progress.images());
    }
  }

  private void start(RunStarted started, long now) {
    name = started.record().name();
    begin = now;
    next = now + SHORTEST_PAUSE;
    log.info(
        "{}: {} steps on {}, {}",
        at(started),
        started.totalSteps(),
        started.record().dataset(),
        started.record().device());
  }

  private void step(long now) {
    if (now < next) {
      return;
    }
    next = now + Math.max(SHORTEST_PAUSE, Math.min(LONGEST_PAUSE, (now - begin) / 10));
    if (log.isInfoEnabled()) {
      log.info(
          "{}: {}",
          name,
          Stream.concat(
                  Stream.of(progress.steps(), progress.images()),
                  Stream.of(
                          progress.speed(),
                          progress.exchange(),
                          progress.left(),
                          progress.losses(),
                          progress.scores())
                      .flatMap(field -> field.stream()))
              .collect(Collectors.joining(", ")));
    }
  }

  private String at(TrainingEvent event) {
    return name + ": step " + event.step();
  }

  private static String results(MetricsMeasured measured) {
    return measured.results().stream()
        .map(MetricResult::main)
        .map(value -> String.format(Locale.ROOT, "%s %.6g", value.name(), value.value()))
        .collect(Collectors.joining(", "));
  }

  private static String reason(Reason reason) {
    return switch (reason) {
      case COMPLETED -> "done";
      case STOPPED -> "stopped";
      case PATIENCE -> "out of patience (evaluation.patience)";
    };
  }
}
