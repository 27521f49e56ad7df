package io.gan4j.report.page;

import io.gan4j.api.DataException;
import io.gan4j.api.internal.SmallText;
import io.gan4j.core.RunCheck;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.checkpoint.Checkpoints.Described;
import io.gan4j.core.checkpoint.RunMarks;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsFile;
import io.gan4j.core.run.RecordFile;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.report.verdict.Judge;
import io.gan4j.report.verdict.Verdict;
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
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a run directory tells.
 *
 * @param folder its name
 * @param plural what its samples are called: images, rows or samples
 * @param config the resolved configuration
 * @param provenance run.json, by key; nested keys joined by a dot
 * @param curves scalars of the training steps against images seen, by name
 * @param samples sample grids by step
 * @param figures figures of densities by step
 * @param pictures what was drawn after training, by name
 * @param measured results, in order
 * @param warnings what went wrong or should be looked at
 * @param progress how far it got
 * @param verdict what the numbers say of it
 */
record RunFacts(
    String folder,
    String plural,
    String config,
    Map<String, String> provenance,
    Map<String, List<double[]>> curves,
    NavigableMap<Long, Path> samples,
    NavigableMap<Long, Path> figures,
    NavigableMap<String, Path> pictures,
    List<Measured> measured,
    List<String> warnings,
    Progress progress,
    Verdict verdict) {

  /**
   * How far a run got.
   *
   * @param steps training steps done
   * @param planned steps it was to do; 0 if it does not say
   * @param imagesSeen real samples seen
   * @param training time in those steps, and in steps that it went back on
   * @param ended whether it has come to an end, good or bad
   * @param exchange what its workers cost; empty where one process trained alone
   */
  record Progress(
      long steps,
      long planned,
      long imagesSeen,
      Duration training,
      boolean ended,
      String exchange) {

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
      RunMarks marks = RunCheck.marks(directory);
      RunEvents events = RunEvents.read(directory.events(), marks);
      Path name = directory.path().toAbsolutePath().normalize().getFileName();
      List<Measured> measured = measured(directory, marks, warnings);
      return new RunFacts(
          String.valueOf(name),
          events.samples(),
          config(directory),
          provenance(directory, warnings),
          events.curves(),
          RunPictures.ofSteps(directory.path().resolve("samples"), marks, warnings),
          RunPictures.ofSteps(directory.path().resolve("figures"), marks, warnings),
          RunPictures.named(directory.pictures(), marks, warnings),
          measured,
          Stream.concat(warnings.stream(), events.warnings().stream()).toList(),
          events.progress(),
          Judge.of(events.evidence(MeasuredTrend.of(measured))));
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

  private static List<Measured> measured(
      RunDirectory directory, RunMarks marks, List<String> warnings) {
    List<Measured> measured = new ArrayList<>();
    List<Long> damaged = new ResultsFile(directory.metrics(), marks).read(measured::add);
    if (!damaged.isEmpty()) {
      warnings.add(damaged("metrics.jsonl", "results of this run", damaged));
    }
    return measured;
  }

  static String damaged(String file, String kind, List<Long> lines) {
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
}
