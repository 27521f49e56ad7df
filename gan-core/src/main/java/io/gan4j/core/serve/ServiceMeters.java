package io.gan4j.core.serve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The meters of one service, which leave with it. */
final class ServiceMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final List<Meter> registered = new ArrayList<>();
  private final Counter done;
  private final Counter failed;
  private final Counter refused;
  private final Counter samples;
  private final Timer latency;
  private final DistributionSummary batch;

  /**
   * @param name value of the tag {@code model}
   * @param waiting how many samples are waited for
   */
  ServiceMeters(MeterRegistry registry, String name, IntSupplier waiting) {
    this.registry = registry;
    Tags tags = Tags.of("model", name);
    done = requests(tags.and("outcome", "done"));
    failed = requests(tags.and("outcome", "failed"));
    refused = requests(tags.and("outcome", "refused"));
    samples =
        kept(
            Counter.builder("gan.service.samples")
                .description("Samples made")
                .baseUnit("samples")
                .tags(tags)
                .register(registry));
    latency =
        kept(
            Timer.builder("gan.service.latency")
                .description("Time from a request to its samples")
                .publishPercentileHistogram()
                .tags(tags)
                .register(registry));
    batch =
        kept(
            DistributionSummary.builder("gan.service.batch")
                .description("Samples that the generator made at once")
                .baseUnit("samples")
                .tags(tags)
                .register(registry));
    kept(
        Gauge.builder("gan.service.waiting", waiting::getAsInt)
            .description("Samples that are waited for")
            .baseUnit("samples")
            .tags(tags)
            .strongReference(true)
            .register(registry));
  }

  private Counter requests(Tags tags) {
    return kept(
        Counter.builder("gan.service.requests")
            .description("Requests, by their outcome")
            .baseUnit("requests")
            .tags(tags)
            .register(registry));
  }

  private <M extends Meter> M kept(M meter) {
    registered.add(meter);
    return meter;
  }

  void made(int count) {
    batch.record(count);
    samples.increment(count);
  }

  void done(long nanos) {
    done.increment();
    latency.record(Duration.ofNanos(nanos));
  }

  void failed() {
    failed.increment();
  }

  void refused() {
    refused.increment();
  }

  @Override
  public void close() {
    registered.forEach(registry::remove);
  }
}
