package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.core.training.TrainingFixture;
import io.gan4j.core.training.TrainingFixture.Opened;
import io.gan4j.testkit.ListenerContract;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The meters of a run")
class MicrometerListenerTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<TrainingEvent> events = ListenerContract.run(0);

  private MicrometerListener heard(String run) {
    MicrometerListener listener = new MicrometerListener(registry, run);
    events.subList(0, events.size() - 1).forEach(listener::on);
    return listener;
  }

  /** Names and values of the tag {@code run} of what is registered. */
  private Set<String> left() {
    Set<String> left = new TreeSet<>();
    for (Meter meter : registry.getMeters()) {
      left.add(meter.getId().getName() + " " + meter.getId().getTag("run"));
    }
    return left;
  }

  private double gauge(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  @Test
  @DisplayName("say how far it has come, what was paid, and where its newest checkpoint stands")
  void values() {
    try (MicrometerListener listener = heard("a")) {
      assertThat(registry.get("gan.steps").counter().count()).isEqualTo(3);
      assertThat(registry.get("gan.images").counter().count()).isEqualTo(24);
      assertThat(gauge("gan.planned")).isEqualTo(3);
      assertThat(gauge("gan.progress")).isEqualTo(1);
      assertThat(gauge("gan.loss", "player", "discriminator")).isEqualTo(1.2);
      assertThat(gauge("gan.probability.fake", "phase", "discriminator")).isEqualTo(0.43);
      assertThat(registry.get("gan.checkpoints").counter().count()).isEqualTo(1);
      assertThat(gauge("gan.checkpoint.latest")).isEqualTo(3);
      assertThat(gauge("gan.time.left")).as("three steps are too few to tell").isNaN();
      assertThat(gauge("gan.memory.room")).isGreaterThan(1 << 20);
      listener.on(new WatchTriggered(3, "collapse", Reaction.WARN, "all alike", Map.of()));
      listener.on(new RolledBack(3, 1, 0.5));
      assertThat(registry.get("gan.alarms").tag("watch", "collapse").counter().count())
          .isEqualTo(1);
      assertThat(registry.get("gan.rollbacks").counter().count()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("leave with it, and those of another run of the registry stay")
  void leave() {
    MicrometerListener first = heard("a");
    MicrometerListener second = heard("b");
    first.close();
    assertThat(left()).isNotEmpty().allMatch(meter -> meter.endsWith(" b"));
    second.on(events.get(events.size() - 1));
    second.close();
    assertThat(left()).containsExactly("gan.runs null");
    assertThat(registry.get("gan.runs").tag("outcome", "completed").counter().count()).isEqualTo(1);
  }

  @Test
  @DisplayName("leave with one that fails, which is counted")
  void failed() {
    try (MicrometerListener listener = heard("a")) {
      listener.on(new RunFailed(3, "diverged"));
    }
    assertThat(left()).containsExactly("gan.runs null");
    assertThat(registry.get("gan.runs").tag("outcome", "failed").counter().count()).isEqualTo(1);
  }

  @Test
  @DisplayName("leave with a training, also with one that ends in an exception")
  void trainings() {
    TrainingFixture fixture = new TrainingFixture();
    List<Integer> during = new ArrayList<>();
    try (Opened training = fixture.open()) {
      training.run(
          new MicrometerListener(registry, "a"), event -> during.add(registry.getMeters().size()));
    }
    assertThat(during).allMatch(meters -> meters > 5);
    assertThat(left()).containsExactly("gan.runs null");
    try (Opened training = fixture.open()) {
      assertThatThrownBy(
              () ->
                  training.run(
                      new MicrometerListener(registry, "a"),
                      event -> {
                        if (event.step() == 2) {
                          throw new IllegalStateException("enough");
                        }
                      }))
          .hasMessageContaining("enough");
    }
    assertThat(left()).containsExactly("gan.runs null");
    assertThat(registry.get("gan.runs").tag("outcome", "failed").counter().count()).isEqualTo(1);
  }

  @Test
  @DisplayName("are not mixed with those of a run of the same name that goes on")
  void sameName() {
    MicrometerListener first = heard("a");
    MicrometerListener second = new MicrometerListener(registry, "a");
    assertThatThrownBy(() -> second.on(events.get(0))).hasMessageContaining("'a'");
    second.close();
    assertThat(gauge("gan.planned")).isEqualTo(3);
    first.close();
    assertThat(left()).isEmpty();
  }
}
