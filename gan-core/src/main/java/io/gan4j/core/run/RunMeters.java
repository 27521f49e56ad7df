package io.gan4j.core.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one run, registered when they are first needed, which leave with it. */
final class RunMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> registered = new ArrayList<>();
  private final Map<String, Counter> counters = new HashMap<>();
  private final Map<String, Timer> timers = new HashMap<>();
  private final Map<String, AtomicReference<Double>> gauges = new HashMap<>();

  /**
   * What a meter is.
   *
   * @param name what registries know it by
   * @param unit of what it counts; null for a number without a unit, and for times
   * @param description what it says, in one sentence
   */
  record Described(String name, @Nullable String unit, String description) {}

  /**
   * @param tags of all of them
   */
  RunMeters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  Counter counter(Described meter, String... more) {
    return counters.computeIfAbsent(
        key(meter, more),
        key ->
            kept(
                Counter.builder(meter.name())
                    .description(meter.description())
                    .baseUnit(meter.unit())
                    .tags(tags.and(more))
                    .register(registry)));
  }

  Timer timer(Described meter, String... more) {
    return timers.computeIfAbsent(
        key(meter, more),
        key ->
            kept(
                Timer.builder(meter.name())
                    .description(meter.description())
                    .tags(tags.and(more))
                    .register(registry)));
  }

  /** The latest value of something. */
  void set(Described meter, double value, String... more) {
    gauges
        .computeIfAbsent(
            key(meter, more),
            key -> {
              AtomicReference<Double> latest = new AtomicReference<>(value);
              gauge(meter, latest, reference -> unbox(reference.get()), more);
              return latest;
            })
        .set(value);
  }

  /** A value that is asked for when it is read. */
  <T> void gauge(Described meter, T of, ToDoubleFunction<T> value, String... more) {
    kept(
        Gauge.builder(meter.name(), of, value)
            .description(meter.description())
            .baseUnit(meter.unit())
            .tags(tags.and(more))
            .strongReference(true)
            .register(registry));
  }

  private <M extends Meter> M kept(M meter) {
    registered.add(meter);
    return meter;
  }

  private static String key(Described meter, String... more) {
    return meter.name() + " " + String.join("\n", more);
  }

  private static double unbox(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  /** Removes them all. */
  @Override
  public void close() {
    registered.forEach(registry::remove);
    registered.clear();
    counters.clear();
    timers.clear();
    gauges.clear();
  }
}
