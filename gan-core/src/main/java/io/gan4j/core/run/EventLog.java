package io.gan4j.core.run;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.ArtifactWritten;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.ScoresMapped;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.provider.PhaseReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * events.jsonl: one JSON object per line. Of a long run every n-th step is written, n a function of
 * the planned steps alone. Wall-clock values are the fields whose names end in {@code Ms}.
 */
final class EventLog implements TrainingListener {
  private static final long STEPS_WRITTEN = 20_000;

  private final JsonMapper json = JsonMapper.shared();
  private final Path runDirectory;
  private final BufferedWriter out;
  private long every = 1;

  /**
   * @param step training steps done: of an earlier part of the run, the events up to here stay, and
   *     what came after is dropped, for it is about to happen again
   */
  EventLog(RunDirectory directory, long step) {
    runDirectory = directory.path().toAbsolutePath();
    try {
      List<String> earlier = new ArrayList<>();
      if (step > 0 && Files.exists(directory.events())) {
        for (String line : Files.readAllLines(directory.events())) {
          if (happenedBy(step, line)) {
            earlier.add(line);
          }
        }
      }
      out = Files.newBufferedWriter(directory.events());
      for (String line : earlier) {
        out.write(line);
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("events.jsonl cannot be written: " + e.getMessage(), e);
    }
  }

  private boolean happenedBy(long step, String line) {
    try {
      JsonNode event = json.readTree(line);
      String kind = event.path("event").asString("");
      return event.path("step").asLong(Long.MAX_VALUE) <= step && !kind.startsWith("run-f");
    } catch (JacksonException e) {
      return false; // the last line of a run that was killed
    }
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof RunStarted started) {
      every = Math.max(1, (started.totalSteps() + STEPS_WRITTEN - 1) / STEPS_WRITTEN);
    }
    Map<String, Object> line = new LinkedHashMap<>();
    if (describe(event, line)) {
      write(line);
    }
  }

  /** Whether the event is to be written. */
  private boolean describe(TrainingEvent event, Map<String, Object> line) {
    line.put("event", kind(event));
    line.put("step", event.step());
    if (event instanceof RunStarted started) {
      line.put("totalSteps", started.totalSteps());
      line.put("name", started.record().name());
      line.put("seed", started.record().seed());
      line.put("dataSha256", started.record().dataHash());
    } else if (event instanceof StepCompleted done) {
      if (done.step() % every != 0) {
        return false;
      }
      line.put("imagesSeen", done.imagesSeen());
      line.put("epoch", done.epoch());
      line.put("phases", done.phases().stream().map(EventLog::phase).toList());
      line.put("stepMs", millis(done.duration()));
    } else if (event instanceof SamplesDrawn drawn) {
      line.put("imagesSeen", drawn.imagesSeen());
      line.put("count", drawn.samples().shape().get(0));
    } else if (event instanceof ScoresMapped mapped) {
      line.put("imagesSeen", mapped.imagesSeen());
      line.put("samples", mapped.samples().shape().get(0));
    } else if (event instanceof ArtifactWritten written) {
      line.put("kind", written.kind());
      line.put(
          "file",
          runDirectory.relativize(written.file().toAbsolutePath()).toString().replace('\\', '/'));
    } else if (event instanceof RunFinished finished) {
      line.put("imagesSeen", finished.imagesSeen());
      line.put("reason", finished.reason().name().toLowerCase(Locale.ROOT));
      line.put("runMs", millis(finished.duration()));
    } else if (event instanceof RunFailed failed) {
      line.put("message", failed.message());
    }
    return true;
  }

  private static String kind(TrainingEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> phase(PhaseResult result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("phase", result.phase());
    PhaseReport report = result.report();
    Map<String, Double> losses = new TreeMap<>();
    report.losses().forEach((player, loss) -> losses.put(player.key(), loss));
    map.put("losses", losses);
    map.put("terms", new TreeMap<>(report.terms()));
    if (!report.reports().isEmpty()) {
      map.put("reports", new TreeMap<>(report.reports()));
    }
    put(map, "realScore", report.meanRealScore());
    put(map, "fakeScore", report.meanFakeScore());
    put(map, "dReal", report.meanRealProbability());
    put(map, "dFake", report.meanFakeProbability());
    map.put("waitedMs", millis(result.waited()));
    map.put("phaseMs", millis(result.duration()));
    return map;
  }

  private static void put(Map<String, Object> map, String key, OptionalDouble value) {
    value.ifPresent(v -> map.put(key, v));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private void write(Map<String, ? extends @Nullable Object> line) {
    try {
      out.write(json.writeValueAsString(line));
      out.write('\n');
      if (!"step-completed".equals(line.get("event"))) {
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("events.jsonl cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
