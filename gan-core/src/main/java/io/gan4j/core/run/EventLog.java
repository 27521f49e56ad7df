package io.gan4j.core.run;

import io.gan4j.api.GanException;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.ArtifactWritten;
import io.gan4j.api.event.TrainingEvent.CheckpointTaken;
import io.gan4j.api.event.TrainingEvent.MetricsMeasured;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.ScoresMapped;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchCleared;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.internal.CheckedLine;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Scores;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * events.jsonl: one JSON object per line. Of a long run every n-th step is written, n a function of
 * the planned steps alone. Wall-clock values are the fields whose names end in {@code Ms}.
 */
final class EventLog implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private final JsonMapper json = JsonMapper.shared();
  private final Path runDirectory;

  /** Cuts the file back at the start, and forces it to the disk from the thread of checkpoints. */
  private final FileChannel file;

  /** A stream of its own: an interrupt of the training would close a channel for good. */
  private final BufferedWriter out;

  private final boolean goesOn;
  private long every = 1;

  /**
   * @param position bytes of the log that an earlier part of the run has written and that stay;
   *     what came after is dropped, for it is about to happen again
   */
  EventLog(RunDirectory directory, long position) {
    runDirectory = directory.path().toAbsolutePath();
    goesOn = position > 0;
    try {
      file =
          FileChannel.open(
              directory.events(),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      if (file.size() < position) {
        LOG.warn(
            "{} is shorter than its checkpoint says: {} rather than {} bytes. The run goes on; its"
                + " log has a gap.",
            directory.events(),
            file.size(),
            position);
      }
      file.truncate(file.size() < position ? endOfLines() : position);
      out =
          new BufferedWriter(
              new OutputStreamWriter(
                  Files.newOutputStream(
                      directory.events(), StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
                  StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Where the last whole line ends: what follows is half a line. */
  private long endOfLines() throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    for (long end = file.size(); end > 0; end--) {
      file.read(last.clear(), end - 1);
      if (last.get(0) == '\n') {
        return end;
      }
    }
    return 0;
  }

  /** Bytes of the log so far. */
  long position() {
    try {
      out.flush();
      return Files.size(runDirectory.resolve("events.jsonl"));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Has what was written so far forced to the disk; safe from any thread. */
  void force() {
    try {
      file.force(false);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private GanException unwritable(IOException e) {
    return new GanException(
        runDirectory.resolve("events.jsonl") + " cannot be written: " + e.getMessage(), e);
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof RunStarted started) {
      every = EventHistory.writtenSteps(started.totalSteps());
      if (goesOn) {
        return; // the log has its start already; run.json tells of the resumption
      }
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
      line.put("samples", started.samples().plural());
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
      if (!drawn.player().equals(Player.GENERATOR)) {
        line.put("player", drawn.player().key());
      }
    } else if (event instanceof ScoresMapped mapped) {
      line.put("imagesSeen", mapped.imagesSeen());
      line.put("samples", mapped.samples().shape().get(0));
    } else if (event instanceof WatchTriggered triggered) {
      line.put("watch", triggered.watch());
      line.put("reaction", triggered.reaction().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      line.put("message", triggered.message());
      line.put("numbers", new TreeMap<>(triggered.numbers()));
    } else if (event instanceof WatchCleared cleared) {
      line.put("watch", cleared.watch());
    } else if (event instanceof RolledBack back) {
      line.put("to", back.to());
      line.put("learningRateFactor", back.learningRateFactor());
    } else if (event instanceof CheckpointTaken taken) {
      line.put("file", relative(taken.folder()));
    } else if (event instanceof MetricsMeasured measured) {
      line.put("imagesSeen", measured.imagesSeen());
      Map<String, Object> values = new LinkedHashMap<>();
      measured
          .results()
          .forEach(result -> result.values().forEach(v -> values.put(v.name(), v.value())));
      line.put("values", values);
    } else if (event instanceof ArtifactWritten written) {
      line.put("kind", written.kind());
      line.put("file", relative(written.file()));
    } else if (event instanceof RunFinished finished) {
      line.put("imagesSeen", finished.imagesSeen());
      line.put("reason", finished.reason().name().toLowerCase(Locale.ROOT));
      line.put("runMs", millis(finished.duration()));
    } else if (event instanceof RunFailed failed) {
      line.put("message", failed.message());
    }
    return true;
  }

  private String relative(Path path) {
    return runDirectory.relativize(path.toAbsolutePath()).toString().replace('\\', '/');
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
    if (result.repeat() > 0) {
      map.put("repeat", result.repeat());
    }
    PhaseReport report = result.report();
    Map<String, Double> losses = new TreeMap<>();
    report.losses().forEach((player, loss) -> losses.put(player.key(), loss));
    map.put("losses", losses);
    map.put("terms", new TreeMap<>(report.terms()));
    if (!report.reports().isEmpty()) {
      map.put("reports", new TreeMap<>(report.reports()));
    }
    Scores standard = report.scores().get(Pairing.STANDARD.name());
    if (standard != null) {
      put(map, standard);
    }
    Map<String, Object> others = new TreeMap<>();
    report
        .scores()
        .forEach(
            (pairing, scores) -> {
              if (!pairing.equals(Pairing.STANDARD.name())) {
                Map<String, Object> own = new LinkedHashMap<>();
                put(own, scores);
                others.put(pairing, own);
              }
            });
    if (!others.isEmpty()) {
      map.put("pairings", others);
    }
    report
        .norms()
        .forEach(
            (player, norms) -> {
              map.put(player.key() + "GradientNorm", norms.gradient());
              map.put(player.key() + "WeightNorm", norms.weights());
            });
    if (report.exchanged().bytes() > 0) {
      map.put("exchangeMs", millis(report.exchanged().waited()));
      map.put("exchangedBytes", report.exchanged().bytes());
    }
    map.put("waitedMs", millis(result.waited()));
    map.put("phaseMs", millis(result.duration()));
    return map;
  }

  private static void put(Map<String, Object> map, Scores scores) {
    put(map, "realScore", scores.real());
    put(map, "fakeScore", scores.fake());
    put(map, "dReal", scores.realProbability());
    put(map, "dFake", scores.fakeProbability());
  }

  private static void put(Map<String, Object> map, String key, OptionalDouble value) {
    value.ifPresent(v -> map.put(key, v));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private void write(Map<String, ? extends @Nullable Object> line) {
    try {
      out.write(CheckedLine.of(json.writeValueAsString(line)));
      out.write('\n');
      if (!"step-completed".equals(line.get("event"))) {
        out.flush();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void close() {
    try (file) {
      out.close();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}
