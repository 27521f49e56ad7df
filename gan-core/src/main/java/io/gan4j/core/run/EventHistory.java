package io.gan4j.core.run;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.internal.CheckedLine;
import io.gan4j.api.internal.SmallText;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Exchanged;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.api.provider.PhaseReport.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads events.jsonl: what {@link EventLog} has written. */
public final class EventHistory {
  private static final Logger LOG = LoggerFactory.getLogger(EventHistory.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  /** About so many steps of a long run are in its log. */
  private static final long STEPS_WRITTEN = 20_000;

  private EventHistory() {}

  /** Of a run of this many steps every n-th is in the log: n. */
  public static long writtenSteps(long totalSteps) {
    return Math.max(1, (totalSteps + STEPS_WRITTEN - 1) / STEPS_WRITTEN);
  }

  /**
   * Hands over every event, in order. A last line that was cut off is left out.
   *
   * @param file events.jsonl; absent means no events
   * @return numbers of other lines that are left out because they are no events
   * @throws GanException if the file cannot be read
   */
  public static List<Long> read(Path file, Consumer<JsonNode> events) {
    List<Long> damaged = new ArrayList<>();
    long[] number = new long[1];
    try {
      SmallText.lines(
          file,
          (line, ended) -> {
            number[0]++;
            try {
              JsonNode event = JSON.readTree(line);
              if (event.isObject() && CheckedLine.isWhole(line)) {
                events.accept(event);
                return;
              }
            } catch (JacksonException e) {
              LOG.debug("line {} is not JSON: {}", number[0], e.getOriginalMessage());
            }
            if (ended) { // a run that was killed stops in the middle of a line
              damaged.add(number[0]);
            }
          });
    } catch (DataException | IOException e) {
      throw new GanException(file + " cannot be read: " + e.getMessage(), e);
    }
    return damaged;
  }

  /** Whether the run has come to its end, and said so. */
  public static boolean isFinished(Path file) {
    boolean[] finished = new boolean[1];
    read(file, event -> finished[0] = kind(event).equals("run-finished"));
    return finished[0];
  }

  /** Kind of an event, for example {@code step-completed}. */
  public static String kind(JsonNode event) {
    return event.path("event").asString("");
  }

  /** The step of an event. */
  public static long step(JsonNode event) {
    return event.path("step").asLong(0);
  }

  /** A {@code step-completed} event as it was. */
  public static StepCompleted stepCompleted(JsonNode event) {
    List<PhaseResult> phases = new ArrayList<>();
    for (JsonNode phase : event.path("phases")) {
      phases.add(
          new PhaseResult(
              phase.path("phase").asString(""),
              phase.path("repeat").asInt(0),
              report(phase),
              millis(phase.path("waitedMs")),
              millis(phase.path("phaseMs"))));
    }
    return new StepCompleted(
        step(event),
        event.path("imagesSeen").asLong(0),
        event.path("epoch").asLong(0),
        phases,
        millis(event.path("stepMs")));
  }

  private static PhaseReport report(JsonNode phase) {
    Map<Player, Double> losses = new LinkedHashMap<>();
    numbers(phase.path("losses")).forEach((key, value) -> losses.put(new Player(key), value));
    Map<String, Scores> scores = new LinkedHashMap<>();
    put(scores, Pairing.STANDARD.name(), phase);
    for (Map.Entry<String, JsonNode> pairing : phase.path("pairings").properties()) {
      put(scores, pairing.getKey(), pairing.getValue());
    }
    return new PhaseReport(
        losses,
        numbers(phase.path("terms")),
        numbers(phase.path("reports")),
        scores,
        norms(phase, losses.keySet()),
        new Exchanged(millis(phase.path("exchangeMs")), phase.path("exchangedBytes").asLong(0)));
  }

  private static void put(Map<String, Scores> scores, String pairing, JsonNode map) {
    Scores found =
        new Scores(
            number(map, "realScore"),
            number(map, "fakeScore"),
            number(map, "dReal"),
            number(map, "dFake"));
    if (!found.equals(Scores.NONE)) {
      scores.put(pairing, found);
    }
  }

  private static Map<Player, Norms> norms(JsonNode phase, Set<Player> players) {
    Map<Player, Norms> norms = new LinkedHashMap<>();
    for (Player player : players) {
      JsonNode gradient = phase.get(player.key() + "GradientNorm");
      JsonNode weights = phase.get(player.key() + "WeightNorm");
      if (gradient != null && weights != null) {
        norms.put(player, new Norms(gradient.asDouble(Double.NaN), weights.asDouble(Double.NaN)));
      }
    }
    return norms;
  }

  private static Map<String, Double> numbers(JsonNode map) {
    Map<String, Double> numbers = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      numbers.put(entry.getKey(), entry.getValue().asDouble(Double.NaN));
    }
    return numbers;
  }

  private static OptionalDouble number(JsonNode map, String key) {
    JsonNode value = map.get(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble(Double.NaN));
  }

  private static Duration millis(JsonNode value) {
    return Duration.ofNanos(Math.round(value.asDouble(0) * 1e6));
  }
}
