package io.gan4j.report.page;

import io.gan4j.api.DataException;
import io.gan4j.api.internal.SmallText;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.checkpoint.Checkpoints.Described;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsFile;
import io.gan4j.core.run.EventHistory;
import io.gan4j.core.run.RecordFile;
import io.gan4j.core.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a run directory tells.
 *
 * @param folder its name
 * @param config the resolved configuration
 * @param provenance run.json, by key; nested keys joined by a dot
 * @param curves scalars of the training steps against images seen, by name
 * @param samples sample grids by step
 * @param figures figures of densities by step
 * @param pictures what was drawn after training, by name
 * @param measured results, in order
 * @param warnings what went wrong or should be looked at
 * @param progress how far it got
 */
record RunFacts(
    String folder,
    String config,
    Map<String, String> provenance,
    Map<String, List<double[]>> curves,
    NavigableMap<Long, Path> samples,
    NavigableMap<Long, Path> figures,
    NavigableMap<String, Path> pictures,
    List<Measured> measured,
    List<String> warnings,
    Progress progress) {
  /**
   * How far a run got.
   *
   * @param steps training steps done
   * @param planned steps it was to do; 0 if it does not say
   * @param imagesSeen real samples seen
   * @param training time in those steps, and in steps that it went back on
   */
  record Progress(long steps, long planned, long imagesSeen, Duration training) {
    /** The steps, and of how many if there were to be more. */
    String stepsOfPlanned() {
      return steps < planned
          ? String.format(Locale.ROOT, "%,d of %,d", steps, planned)
          : String.format(Locale.ROOT, "%,d", steps);
    }

    /** The time in its two largest units. */
    String time() {
      long seconds = Math.round(training.toMillis() / 1e3);
      if (seconds < 60) {
        return seconds + " s";
      }
      return seconds < 3600
          ? String.format(Locale.ROOT, "%d min %d s", seconds / 60, seconds % 60)
          : String.format(Locale.ROOT, "%,d h %d min", seconds / 3600, seconds / 60 % 60);
    }
  }

  static RunFacts of(RunDirectory directory) {
    List<String> warnings = new ArrayList<>();
    try {
      Events events = Events.read(directory.events());
      Path name = directory.path().toAbsolutePath().normalize().getFileName();
      return new RunFacts(
          String.valueOf(name),
          config(directory),
          provenance(directory, warnings),
          events.curves,
          RunPictures.ofSteps(directory.path().resolve("samples"), warnings),
          RunPictures.ofSteps(directory.path().resolve("figures"), warnings),
          RunPictures.named(directory.pictures(), warnings),
          measured(directory, warnings),
          Stream.concat(warnings.stream(), events.warnings().stream()).toList(),
          new Progress(
              events.steps,
              events.planned,
              events.imagesSeen,
              Duration.ofMillis(Math.round(events.trainingMs))));
    } catch (IOException e) {
      throw new DataException(directory.path() + " cannot be read: " + e, e);
    }
  }

  /** The newest checkpoint's own copy, which cannot have been edited. */
  private static String config(RunDirectory directory) throws IOException {
    Optional<Described> newest = new Checkpoints(directory.path()).newestDescription();
    return newest.isPresent() ? newest.get().config() : SmallText.read(directory.config());
  }

  private static Map<String, String> provenance(RunDirectory directory, List<String> warnings) {
    Map<String, String> provenance = new LinkedHashMap<>();
    try {
      RecordFile record = RecordFile.of(directory);
      flatten("", record.read(), provenance);
      if (record.isChanged()) {
        warnings.add("run.json is not as it was written: it was damaged or edited.");
      }
    } catch (DataException e) {
      warnings.add("Where the run comes from is not known: " + e.getMessage());
    }
    return provenance;
  }

  private static List<Measured> measured(RunDirectory directory, List<String> warnings) {
    List<Measured> measured = new ArrayList<>();
    List<Long> damaged = new ResultsFile(directory.metrics()).read(measured::add);
    if (!damaged.isEmpty()) {
      warnings.add(damaged("metrics.jsonl", "results", damaged));
    }
    return measured;
  }

  private static String damaged(String file, String kind, List<Long> lines) {
    return String.format(
        Locale.ROOT,
        "%s is damaged: %d lines are no %s, the first is line %d.",
        file,
        lines.size(),
        kind,
        lines.get(0));
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = prefix + entry.getKey();
      if (entry.getValue().isObject()) {
        flatten(key + ".", entry.getValue(), into);
      } else {
        JsonNode value = entry.getValue();
        into.put(key, value.isString() ? value.asString() : value.toString());
      }
    }
  }

  /** What the event log tells, read line by line. */
  private static final class Events {
    private final Map<String, List<double[]>> curves = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();
    private long steps;
    private long imagesSeen;
    private long planned;
    private double trainingMs;
    private final Map<String, Integer> raised = new LinkedHashMap<>();
    private final Map<String, String> lastRaised = new LinkedHashMap<>();
    private final TreeMap<Long, Long> imagesAt = new TreeMap<>();
    private boolean ended;

    static Events read(Path file) {
      Events events = new Events();
      List<Long> damaged = EventHistory.read(file, events::add);
      if (!damaged.isEmpty()) {
        events.told.add(damaged("events.jsonl", "events", damaged));
      }
      return events;
    }

    private void add(JsonNode event) {
      steps = Math.max(steps, event.path("step").asLong(0));
      imagesSeen = Math.max(imagesSeen, event.path("imagesSeen").asLong(0));
      imagesAt.put(steps, imagesSeen);
      switch (event.path("event").asString("")) {
        case "step-completed" -> {
          trainingMs += event.path("stepMs").asDouble(0);
          event.path("phases").forEach(this::phase);
        }
        case "watch-triggered" -> watched(event);
        case "rolled-back" -> rolledBack(event);
        case "run-started" -> {
          ended = false;
          planned = event.path("totalSteps").asLong(0);
        }
        case "run-failed" -> {
          ended = true;
          told.add("The run failed at step " + steps + ": " + event.path("message").asString(""));
        }
        case "run-finished" -> {
          ended = true;
          String reason = event.path("reason").asString("");
          if (!reason.equals("completed")) {
            told.add(
                reason.equals("patience")
                    ? "The run ended early: what is measured had not got better."
                    : "The run was stopped before its planned steps were done.");
          }
        }
        default -> {}
      }
    }

    /** Of each watch the last alarm is told, and how many there were. */
    private void watched(JsonNode event) {
      String watch = event.path("watch").asString("");
      raised.merge(watch, 1, Integer::sum);
      lastRaised.put(
          watch,
          "Watch "
              + watch
              + " at step "
              + event.path("step").asLong(0)
              + ": "
              + event.path("message").asString(""));
    }

    private void rolledBack(JsonNode event) {
      long to = event.path("to").asLong(0);
      told.add(
          String.format(
              Locale.ROOT,
              "The run went back from step %d to step %d, learning rates times %s from then on.",
              event.path("step").asLong(0),
              to,
              event.path("learningRateFactor").asString("1")));
      long images = imagesAt.floorEntry(to) == null ? 0 : imagesAt.floorEntry(to).getValue();
      curves.values().forEach(points -> points.removeIf(point -> point[0] > images));
      imagesAt.tailMap(to, false).clear();
      steps = to;
      imagesSeen = images;
    }

    private void phase(JsonNode phase) {
      for (Map.Entry<String, JsonNode> loss : phase.path("losses").properties()) {
        point("loss " + loss.getKey(), loss.getValue());
      }
      boolean both = phase.has("realScore") || phase.has("dReal");
      for (String key : List.of("dReal", "dFake", "realScore", "fakeScore")) {
        if (both && phase.has(key)) {
          point(key, phase.get(key));
        }
      }
    }

    private void point(String curve, JsonNode value) {
      curves
          .computeIfAbsent(curve, name -> new ArrayList<>())
          .add(new double[] {imagesSeen, value.asDouble(Double.NaN)});
    }

    private List<String> warnings() {
      lastRaised.forEach(
          (watch, last) ->
              told.add(
                  last
                      + (raised.getOrDefault(watch, 1) > 1
                          ? " (the last of " + raised.get(watch) + ")"
                          : "")));
      if (!ended) {
        told.add("The run has not ended: it is still going on, or it was killed.");
      }
      return told;
    }
  }
}
