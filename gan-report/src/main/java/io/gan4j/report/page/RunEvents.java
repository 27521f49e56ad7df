package io.gan4j.report.page;

import io.gan4j.api.internal.Quantities;
import io.gan4j.core.checkpoint.RunMarks;
import io.gan4j.core.run.EventHistory;
import io.gan4j.report.page.RunFacts.Progress;
import io.gan4j.report.verdict.Evidence;
import io.gan4j.report.verdict.Evidence.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the event log tells, read line by line. */
final class RunEvents {
  private final Map<String, List<double[]>> curves = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();
  private long steps;
  private long imagesSeen;
  private long planned;
  private double trainingMs;
  private double exchangeMs;
  private long exchangedBytes;
  private final Map<String, Integer> raised = new LinkedHashMap<>();
  private final Map<String, String> lastRaised = new LinkedHashMap<>();
  private final TreeMap<Long, Long> imagesAt = new TreeMap<>();
  private final Map<String, Alarm> standing = new LinkedHashMap<>();
  private String samples = "images";
  private End end = End.NONE;
  private @Nullable String failure;

  /** What a watch had seen, and when. */
  private record Alarm(long step, String message) {}

  private final RunMarks run;

  private RunEvents(RunMarks run) {
    this.run = run;
  }

  /**
   * Reads a log.
   *
   * @param run what it says of it
   */
  static RunEvents read(Path file, RunMarks run) {
    RunEvents events = new RunEvents(run);
    List<Long> damaged = EventHistory.read(file, events::add);
    if (!damaged.isEmpty()) {
      events.told.add(RunFacts.damaged("events.jsonl", "events", damaged));
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
      case "watch-cleared" -> standing.remove(event.path("watch").asString(""));
      case "rolled-back" -> rolledBack(event);
      case "run-started" -> {
        end = End.NONE;
        planned = event.path("totalSteps").asLong(0);
        samples = plural(event.path("samples").asString(samples));
        String mark =
            RunMarks.mark(event.path("seed").asString(""), event.path("dataSha256").asString(""));
        if (event.has("seed") && event.has("dataSha256") && run.areOfAnotherThan(mark)) {
          told.add("events.jsonl is that of another run, and with it curves and times.");
        }
      }
      case "run-failed" -> {
        end = End.FAILED;
        failure = event.path("message").asString("");
        told.add("The run failed at step " + steps + ": " + failure);
      }
      case "run-finished" -> finished(event.path("reason").asString(""));
      default -> {}
    }
  }

  /** One of the words that samples have: a log may be anybody's. */
  private static String plural(String word) {
    return word.equals("rows") || word.equals("samples") ? word : "images";
  }

  private void finished(String reason) {
    failure = null;
    end =
        switch (reason) {
          case "completed" -> End.COMPLETED;
          case "patience" -> End.PATIENCE;
          default -> End.STOPPED;
        };
    if (end != End.COMPLETED) {
      told.add(
          end == End.PATIENCE
              ? "The run ended early: what is measured had not got better."
              : "The run was stopped before its planned steps were done.");
    }
  }

  /** Of each watch the last alarm is told, and how many there were. */
  private void watched(JsonNode event) {
    String watch = event.path("watch").asString("");
    standing.put(
        watch, new Alarm(event.path("step").asLong(0), event.path("message").asString("")));
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
    standing.values().removeIf(alarm -> alarm.step() > to);
    steps = to;
    imagesSeen = images;
  }

  private void phase(JsonNode phase) {
    exchangeMs += phase.path("exchangeMs").asDouble(0);
    exchangedBytes += phase.path("exchangedBytes").asLong(0);
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

  /** What the samples of the run are called. */
  String samples() {
    return samples;
  }

  /** Numbers of the steps against images seen, by name. */
  Map<String, List<double[]>> curves() {
    return curves;
  }

  Progress progress() {
    return new Progress(
        steps,
        planned,
        imagesSeen,
        Duration.ofMillis(Math.round(trainingMs)),
        end != End.NONE,
        exchange());
  }

  /** The share of the time that went into waiting for other workers' gradients, and the bytes. */
  private String exchange() {
    return exchangedBytes == 0 || trainingMs == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "several workers: %.0f %% of the time in the all-reduce, %s sent by each",
            100 * exchangeMs / trainingMs,
            Quantities.bytes(exchangedBytes));
  }

  /** What a verdict rests on. */
  Evidence evidence(Evidence.@Nullable Measured measured) {
    Map<String, String> alarms = new LinkedHashMap<>();
    standing.forEach((watch, alarm) -> alarms.put(watch, alarm.message()));
    Map<String, double[]> values = new LinkedHashMap<>();
    curves.forEach(
        (name, points) -> values.put(name, points.stream().mapToDouble(p -> p[1]).toArray()));
    return new Evidence(steps, planned, end, failure, samples, alarms, values, measured);
  }

  /** What went wrong or should be looked at. */
  List<String> warnings() {
    lastRaised.forEach(
        (watch, last) ->
            told.add(
                last
                    + (raised.getOrDefault(watch, 1) > 1
                        ? " (the last of " + raised.get(watch) + ")"
                        : "")));
    if (end == End.NONE) {
      told.add("The run has not ended: it is still going on, or it was killed.");
    }
    return told;
  }
}
