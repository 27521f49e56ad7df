package io.gan4j.spring;

import io.gan4j.core.serve.BusyException;
import io.gan4j.core.serve.GeneratorService;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Up if a generator makes a sample in time, or has so many to make that it takes no more. How many
 * are waited for is told.
 */
public final class GeneratorHealthIndicator extends AbstractHealthIndicator {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final GeneratorService service;
  private final Duration patience;

  /** The health of a generator that has five seconds for a sample. */
  public GeneratorHealthIndicator(GeneratorService service) {
    this(service, PATIENCE);
  }

  GeneratorHealthIndicator(GeneratorService service, Duration patience) {
    super("the generator's health cannot be told");
    this.service = service;
    this.patience = patience;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws InterruptedException {
    try {
      service.sample(0, 1).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      health.up();
    } catch (BusyException e) {
      health.up();
    } catch (TimeoutException e) {
      health.down().withDetail("error", "no sample within " + patience.toMillis() + " ms");
    } catch (ExecutionException e) {
      health.down(e.getCause());
    }
    health.withDetail("waiting", service.waiting());
    health.withDetail("sampleShape", service.sampleShape().toString());
  }
}
