package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.MetricsMeasured;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.api.game.Player;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.metric.Protocol;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Exchanged;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.core.run.MicrometerListener;
import io.gan4j.testkit.ListenerContract;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of meters")
class MetersPageTest {
  /** A run in which everything happens that a meter is about. */
  private static List<TrainingEvent> eventful() {
    List<TrainingEvent> events = new ArrayList<>(ListenerContract.run(0));
    PhaseReport normed =
        new PhaseReport(
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(Player.GENERATOR, new Norms(1, 2)),
            new Exchanged(Duration.ofMillis(1), 10));
    PhaseResult phase =
        new PhaseResult("generator", 0, normed, Duration.ofMillis(1), Duration.ofMillis(1));
    MetricResult measured =
        new MetricResult(
            "distance",
            List.of(new MetricValue("distance", 0.5, Better.LOWER, null)),
            new Protocol("distance", 10, 0, "", "", "", "", "", ""),
            1,
            1);
    events.addAll(
        1,
        List.of(
            new StepCompleted(1, 8, 0, List.of(phase), Duration.ofMillis(2)),
            new MetricsMeasured(1, 8, List.of(measured)),
            new WatchTriggered(1, "collapse", Reaction.WARN, "all alike", Map.of()),
            new RolledBack(1, 0, 0.5)));
    return events;
  }

  /** A meter as a row of the page's table. */
  private static String row(Meter meter) {
    Meter.Id id = meter.getId();
    String type = id.getType().name().toLowerCase(Locale.ROOT);
    Set<String> tags = new TreeSet<>();
    id.getTags().forEach(tag -> tags.add("`" + tag.getKey() + "`"));
    tags.remove("`run`");
    return String.join(
        "|",
        "`" + id.getName() + "`",
        type,
        type.equals("timer") ? "time" : Objects.requireNonNullElse(id.getBaseUnit(), "none"),
        String.join(", ", tags),
        Objects.requireNonNullElse(id.getDescription(), ""));
  }

  @Test
  @DisplayName("lists every meter with its type, unit, tags and description, and no other")
  void meters() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Set<String> registered = new TreeSet<>();
    try (MicrometerListener listener = new MicrometerListener(registry, "page")) {
      eventful().forEach(listener::on);
      registry.getMeters().forEach(meter -> registered.add(row(meter)));
    }
    Set<String> listed = new TreeSet<>();
    for (String line : Files.readAllLines(Page.ROOT.resolve("docs/logs-and-meters.md"))) {
      if (line.startsWith("| `gan.")) {
        List<String> cells =
            Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
        Set<String> tags = new TreeSet<>(Arrays.asList(cells.get(3).split(", ", -1)));
        listed.add(
            String.join(
                "|",
                cells.get(0),
                cells.get(1),
                cells.get(2),
                String.join(", ", tags),
                cells.get(4)));
      }
    }
    assertThat(listed).isEqualTo(registered).hasSizeGreaterThan(20);
  }
}
