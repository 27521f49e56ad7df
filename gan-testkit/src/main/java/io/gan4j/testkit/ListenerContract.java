package io.gan4j.testkit;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.CheckpointTaken;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.Reason;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Scores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * What every listener promises: it takes the events of any run, however it begins and ends, and can
 * be closed at any time.
 */
public final class ListenerContract {
  private static final SampleSpace IMAGES = SampleSpace.images(2, 2, 1);

  private ListenerContract() {}

  /**
   * The contract of a listener.
   *
   * @param fresh makes a new one for each run
   */
  public static Contract of(Supplier<? extends TrainingListener> fresh) {
    return new Contract(fresh.get().getClass().getSimpleName())
        .promise("hears a run through to its end", () -> play(fresh, run(0)))
        .promise("hears a resumed run", () -> play(fresh, run(500)))
        .promise("hears a run that fails", () -> play(fresh, failed()))
        .promise("hears a run that stops before its first step", () -> play(fresh, stopped()))
        .promise("hears a run of points rather than images", () -> play(fresh, points()))
        .promise("may be closed without an event", () -> play(fresh, List.of()))
        .promise("may be closed twice", () -> closeTwice(fresh));
  }

  /**
   * The events of a short run of 2×2 images, as a loop sends them.
   *
   * @param firstStep training steps done before
   */
  public static List<TrainingEvent> run(long firstStep) {
    List<TrainingEvent> events = new ArrayList<>();
    events.add(started(firstStep, IMAGES));
    events.add(samples(firstStep, IMAGES));
    for (long step = firstStep + 1; step <= firstStep + 3; step++) {
      events.add(completed(step));
    }
    events.add(samples(firstStep + 3, IMAGES));
    events.add(new CheckpointTaken(firstStep + 3, Path.of("checkpoints")));
    events.add(
        new RunFinished(
            firstStep + 3, 8 * (firstStep + 3), Reason.COMPLETED, Duration.ofMillis(60)));
    return events;
  }

  private static List<TrainingEvent> failed() {
    return List.of(
        started(0, IMAGES), completed(1), new RunFailed(1, "diverged in phase 'generator'"));
  }

  private static List<TrainingEvent> stopped() {
    return List.of(started(0, IMAGES), new RunFinished(0, 0, Reason.STOPPED, Duration.ofMillis(1)));
  }

  private static List<TrainingEvent> points() {
    SampleSpace plane = SampleSpace.vectors(2);
    return List.of(
        started(0, plane),
        samples(0, plane),
        completed(1),
        new RunFinished(1, 8, Reason.COMPLETED, Duration.ofMillis(9)));
  }

  private static TrainingEvent started(long step, SampleSpace space) {
    RunRecord record =
        new RunRecord(
            "run",
            "name: run\n",
            7,
            "generated",
            "0".repeat(64),
            "cpu",
            Map.of("gan4j", "test"),
            "localhost",
            Instant.EPOCH,
            null);
    return new RunStarted(step, step + 3, 8 * step, record, space);
  }

  private static TrainingEvent completed(long step) {
    PhaseReport discriminator =
        new PhaseReport(
            Map.of(Player.DISCRIMINATOR, 1.2),
            Map.of("loss.discriminator", 1.2),
            Map.of("loss.discriminator/margin", 0.1),
            new Scores(
                OptionalDouble.of(0.4),
                OptionalDouble.of(-0.3),
                OptionalDouble.of(0.6),
                OptionalDouble.of(0.43)));
    PhaseReport generator = // of a loss whose scores are no logits, and without real samples
        new PhaseReport(
            Map.of(Player.GENERATOR, 0.8),
            Map.of("loss.generator", 0.8),
            Map.of(),
            new Scores(
                OptionalDouble.empty(),
                OptionalDouble.of(-0.3),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
    return new StepCompleted(
        step,
        8 * step,
        step / 2,
        List.of(result("discriminator", discriminator), result("generator", generator)),
        Duration.ofMillis(20));
  }

  private static PhaseResult result(String phase, PhaseReport report) {
    return new PhaseResult(phase, 0, report, Duration.ofMillis(1), Duration.ofMillis(8));
  }

  private static TrainingEvent samples(long step, SampleSpace space) {
    return new SamplesDrawn(
        step,
        8 * step,
        NdArrays.ofFloats(Shape.of(4, 3)),
        NdArrays.ofFloats(space.shape().prepend(4)));
  }

  private static void play(Supplier<? extends TrainingListener> fresh, List<TrainingEvent> events) {
    try (TrainingListener listener = fresh.get()) {
      events.forEach(listener::on);
    }
  }

  private static void closeTwice(Supplier<? extends TrainingListener> fresh) {
    TrainingListener listener = fresh.get();
    run(0).forEach(listener::on);
    listener.close();
    listener.close();
  }
}
