package io.gan4j.core.tune;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.CheckedLine;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.internal.SmallText;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.core.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a search: {@code run.yaml}, what is varied; {@code tuning.json}, the plan; {@code
 * outcomes.jsonl}, what has been measured; {@code trials/01}, the trials' run directories; {@code
 * best.yaml} and {@code tuning.png}, the result.
 */
public final class TuningDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(TuningDirectory.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SEARCH = "tuning.json";
  private static final String TRIALS = "trials";
  private static final String STEPS = "steps";
  private static final String WORDS = "words";
  private static final String SETTINGS = "settings";

  private final Path path;
  private final String run;
  private final TuningPlan plan;

  private TuningDirectory(Path path, String run, TuningPlan plan) {
    this.path = path;
    this.run = run;
    this.plan = plan;
  }

  /**
   * Makes the folder of a new search.
   *
   * @param run the run file, with absolute paths
   * @throws GanException if the folder is not empty, or cannot be made
   */
  public static TuningDirectory create(Path path, String run, TuningPlan plan) {
    RunDirectory.requireFree(path);
    try {
      Files.createDirectories(path.resolve(TRIALS));
      FileTrees.replace(path.resolve("run.yaml"), run);
      FileTrees.replace(path.resolve(SEARCH), json(plan));
    } catch (IOException e) {
      throw new GanException(path + " cannot be made or written: " + e, e);
    }
    return new TuningDirectory(path, run, plan);
  }

  /**
   * The folder of a search that goes on.
   *
   * @throws GanException if it is none
   */
  public static TuningDirectory open(Path path) {
    if (!Files.exists(path.resolve(SEARCH), LinkOption.NOFOLLOW_LINKS)) {
      throw new GanException(path + " is not the folder of a search: it holds no " + SEARCH);
    }
    try {
      return new TuningDirectory(
          path,
          SmallText.read(path.resolve("run.yaml")),
          plan(JSON.readTree(SmallText.read(path.resolve(SEARCH)))));
    } catch (DataException | IOException e) {
      throw new GanException(path + ": " + e.getMessage(), e);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new GanException(
          path.resolve(SEARCH) + " is not as it was written: " + e.getMessage(), e);
    }
  }

  public Path path() {
    return path;
  }

  /** The run file whose settings are varied. */
  public String run() {
    return run;
  }

  public TuningPlan plan() {
    return plan;
  }

  /** The run directory of a trial. */
  public Path trial(Trial trial) {
    return path.resolve(TRIALS).resolve(String.format(Locale.ROOT, "%02d", trial.number()));
  }

  /** The run file of the best trial. */
  public Path best() {
    return path.resolve("best.yaml");
  }

  /** What the trials have come to, as a picture. */
  public Path figure() {
    return path.resolve("tuning.png");
  }

  private Path outcomes() {
    return path.resolve("outcomes.jsonl");
  }

  /** What has been measured so far. Lines that are damaged are told and left out. */
  public Standings standings() {
    List<Outcome> outcomes = new ArrayList<>();
    try {
      SmallText.lines(
          outcomes(),
          (line, ended) ->
              outcome(line)
                  .ifPresentOrElse(
                      outcomes::add,
                      () -> LOG.warn("{}: a line is no outcome and is left out", outcomes())));
    } catch (DataException | IOException e) {
      throw new GanException(outcomes() + " cannot be read: " + e.getMessage(), e);
    }
    return new Standings(plan, outcomes);
  }

  /** Adds an outcome at the end, for good. */
  void append(Outcome outcome) {
    try {
      SmallText.requireOwn(outcomes());
      // a line that was cut off ends here, and is left out
      Files.writeString(
          outcomes(),
          (Files.exists(outcomes()) && !Files.readString(outcomes()).endsWith("\n") ? "\n" : "")
              + CheckedLine.of(JSON.writeValueAsString(map(outcome)))
              + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.DSYNC);
    } catch (DataException | IOException e) {
      throw new GanException(outcomes() + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Writes the run file of the best trial. */
  void keepBest(String text) {
    try {
      FileTrees.replace(best(), text);
    } catch (IOException e) {
      throw new GanException(best() + " cannot be written: " + e, e);
    }
  }

  private static String json(TuningPlan plan) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(STEPS, plan.steps());
    map.put(
        "rungs",
        plan.rungs().stream()
            .map(rung -> Map.of(TRIALS, rung.trials(), STEPS, rung.steps()))
            .toList());
    map.put(
        TRIALS,
        plan.trials().stream()
            .map(trial -> Map.of(WORDS, trial.words(), SETTINGS, trial.settings()))
            .toList());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(map) + "\n";
  }

  private static TuningPlan plan(JsonNode json) {
    List<Rung> rungs = new ArrayList<>();
    for (JsonNode rung : json.required("rungs")) {
      rungs.add(new Rung(rung.required(TRIALS).asInt(), rung.required(STEPS).asLong()));
    }
    List<Trial> trials = new ArrayList<>();
    for (JsonNode trial : json.required(TRIALS)) {
      Map<String, String> values = new LinkedHashMap<>();
      trial
          .required(SETTINGS)
          .properties()
          .forEach(entry -> values.put(entry.getKey(), entry.getValue().asString()));
      trials.add(new Trial(trials.size() + 1, trial.required(WORDS).asString(), values));
    }
    return new TuningPlan(json.required(STEPS).asLong(), trials, rungs);
  }

  private static Map<String, Object> map(Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("trial", outcome.trial());
    map.put("rung", outcome.rung());
    map.put("step", outcome.step());
    if (outcome.values().isEmpty()) {
      map.put("failure", outcome.failure());
    } else {
      map.put("values", outcome.values().stream().map(TuningDirectory::map).toList());
    }
    return map;
  }

  private static Map<String, Object> map(MetricValue value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", value.name());
    map.put(
        "value", Double.isFinite(value.value()) ? value.value() : Double.toString(value.value()));
    map.put("better", value.better().name().toLowerCase(Locale.ROOT));
    return map;
  }

  private static Optional<Outcome> outcome(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (!CheckedLine.has(line) || !CheckedLine.isWhole(line)) {
        return Optional.empty();
      }
      List<MetricValue> values = new ArrayList<>();
      for (JsonNode value : json.path("values")) {
        JsonNode number = value.required("value");
        values.add(
            new MetricValue(
                value.required("name").asString(),
                number.isNumber() ? number.asDouble() : Double.parseDouble(number.asString()),
                Better.valueOf(value.required("better").asString().toUpperCase(Locale.ROOT)),
                null));
      }
      return Optional.of(
          new Outcome(
              json.required("trial").asInt(),
              json.required("rung").asInt(),
              json.required("step").asLong(),
              values,
              json.path("failure").asString("")));
    } catch (JacksonException | IllegalArgumentException e) {
      LOG.debug("not an outcome: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
