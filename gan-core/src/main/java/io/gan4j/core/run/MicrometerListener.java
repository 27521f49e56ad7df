package io.gan4j.core.run;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reports a run to a meter registry of the embedder's choice: {@code gan.steps}, {@code
 * gan.images}, {@code gan.failures} (counters), {@code gan.step}, {@code gan.phase}, {@code
 * gan.data.wait} (timers), {@code gan.loss}, {@code gan.score.real}, {@code gan.score.fake}, {@code
 * gan.probability.real}, {@code gan.probability.fake} (gauges: the latest value). All but the first
 * three groups carry the tag {@code phase} or {@code player}, scores also {@code pairing}.
 */
public final class MicrometerListener implements TrainingListener {
  private final MeterRegistry registry;
  private final Tags tags;
  private final Counter steps;
  private final Counter images;
  private final Counter failures;
  private final Timer step;
  private final Map<Player, AtomicReference<Double>> losses = new HashMap<>();
  private final Map<String, AtomicReference<Double>> gauges = new HashMap<>();
  private final Map<String, Timer> phaseTimers = new HashMap<>();
  private final Map<String, Timer> waitTimers = new HashMap<>();
  private long imagesSeen;

  /**
   * @param registry where to report
   * @param run value of the tag {@code run} on every meter
   */
  public MicrometerListener(MeterRegistry registry, String run) {
    this.registry = registry;
    this.tags = Tags.of("run", run);
    steps =
        Counter.builder("gan.steps")
            .description("Training steps done")
            .tags(tags)
            .register(registry);
    images =
        Counter.builder("gan.images")
            .description("Real samples seen")
            .tags(tags)
            .register(registry);
    failures =
        Counter.builder("gan.failures")
            .description("Runs that failed")
            .tags(tags)
            .register(registry);
    step =
        Timer.builder("gan.step")
            .description("Wall time of a training step")
            .tags(tags)
            .register(registry);
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof RunStarted started) {
      imagesSeen = started.imagesSeen();
    } else if (event instanceof StepCompleted done) {
      steps.increment();
      images.increment((double) (done.imagesSeen() - imagesSeen));
      imagesSeen = done.imagesSeen();
      step.record(done.duration());
      done.phases().forEach(this::phase);
      for (Player player : done.payers()) {
        done.losses(player).forEach(value -> loss(player, value));
      }
    } else if (event instanceof RunFailed) {
      failures.increment();
    }
  }

  private void phase(PhaseResult result) {
    phaseTimers
        .computeIfAbsent(
            result.phase(),
            p ->
                Timer.builder("gan.phase")
                    .description("Wall time of a phase")
                    .tags(tags.and("phase", p))
                    .register(registry))
        .record(result.duration());
    waitTimers
        .computeIfAbsent(
            result.phase(),
            p ->
                Timer.builder("gan.data.wait")
                    .description("Time a phase waited for data")
                    .tags(tags.and("phase", p))
                    .register(registry))
        .record(result.waited());
    result
        .report()
        .scores()
        .forEach(
            (pairing, scores) -> {
              Tags with = tags.and("phase", result.phase()).and("pairing", pairing);
              latest("gan.score.real", with, scores.real());
              latest("gan.score.fake", with, scores.fake());
              latest("gan.probability.real", with, scores.realProbability());
              latest("gan.probability.fake", with, scores.fakeProbability());
            });
  }

  private void loss(Player player, double value) {
    losses.computeIfAbsent(player, p -> gauge("gan.loss", tags.and("player", p.key()))).set(value);
  }

  private void latest(String name, Tags with, OptionalDouble value) {
    value.ifPresent(
        v -> gauges.computeIfAbsent(name + "/" + with, key -> gauge(name, with)).set(v));
  }

  private AtomicReference<Double> gauge(String name, Tags with) {
    AtomicReference<Double> latest = new AtomicReference<>(Double.NaN);
    Gauge.builder(name, latest, r -> unbox(r.get()))
        .tags(with)
        .strongReference(true)
        .register(registry);
    return latest;
  }

  private static double unbox(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
