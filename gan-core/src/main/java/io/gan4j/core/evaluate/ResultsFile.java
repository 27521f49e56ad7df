package io.gan4j.core.evaluate;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.CheckedLine;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.internal.SmallText;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.metric.MetricValue.Spread;
import io.gan4j.api.metric.Protocol;
import io.gan4j.core.checkpoint.RunMarks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Results with their protocols as JSON: {@code metrics.jsonl}, one result per line. Infinite values
 * are the strings {@code Infinity} and {@code -Infinity}.
 */
public final class ResultsFile {
  private static final Logger LOG = LoggerFactory.getLogger(ResultsFile.class);
  private static final Pattern TIME = Pattern.compile("\"at\":\"[^\"]*\",");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private final RunMarks run;

  /** Results of whatever run. */
  public ResultsFile(Path file) {
    this(file, RunMarks.UNKNOWN);
  }

  /**
   * Results of one run: those of another count as damaged.
   *
   * @param run what the lines say of it
   */
  public ResultsFile(Path file, RunMarks run) {
    this.file = file;
    this.run = run;
  }

  /**
   * Adds results at the end.
   *
   * @throws DataException if something that is not a file stands in its place
   */
  public void append(List<Measured> results) {
    FileTrees.parentOf(file);
    try {
      SmallText.requireOwn(file);
      Files.writeString(
          file,
          (endsInLine() ? "" : "\n") + lines(results),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.DSYNC);
    } catch (DataException | IOException e) {
      throw new GanException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Whether what comes next begins a line: whoever was killed leaves half of one. */
  private boolean endsInLine() throws IOException {
    if (Files.notExists(file) || Files.size(file) == 0) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      channel.read(last, channel.size() - 1);
      return last.get(0) == '\n';
    }
  }

  private String lines(List<Measured> results) {
    StringBuilder lines = new StringBuilder();
    results.forEach(result -> lines.append(checked(marked(json(result)))).append('\n'));
    return lines.toString();
  }

  private String marked(String json) {
    return run.now() == null
        ? json
        : json.substring(0, json.length() - 1)
            + ",\"run\":"
            + JSON.writeValueAsString(run.now())
            + "}";
  }

  /**
   * With a checksum as its last member, which tells a line that was damaged or edited. It is not
   * over the time, so that equal results have equal ones.
   */
  private static String checked(String json) {
    return CheckedLine.of(json, TIME.matcher(json).replaceFirst(""));
  }

  private static boolean isWhole(String line) {
    return !CheckedLine.has(line) || line.equals(checked(CheckedLine.without(line)));
  }

  /** All results; none if there is no file. Of damaged lines a warning is told. */
  public List<Measured> read() {
    List<Measured> results = new ArrayList<>();
    List<Long> damaged = read(results::add);
    if (!damaged.isEmpty()) {
      LOG.warn(
          "{}: {} lines are no results of this run and are left out, the first is line {}",
          file,
          damaged.size(),
          damaged.get(0));
    }
    return results;
  }

  /**
   * Hands over every result, in order; none if there is no file. A last line that was cut off is
   * left out.
   *
   * @return numbers of other lines that are left out because they are no results of the run
   * @throws GanException if the file cannot be read
   */
  public List<Long> read(Consumer<Measured> results) {
    List<Long> damaged = new ArrayList<>();
    long[] number = new long[1];
    try {
      SmallText.lines(
          file,
          (line, ended) -> {
            number[0]++;
            if (!ended) {
              return;
            }
            Optional<Measured> result = isWhole(line) ? parse(line) : Optional.empty();
            result.ifPresentOrElse(results, () -> damaged.add(number[0]));
          });
    } catch (DataException | IOException e) {
      throw new GanException(file + " cannot be read: " + e.getMessage(), e);
    }
    return damaged;
  }

  /**
   * Drops the results of later steps, for a run that goes on from this one takes them again, and
   * lines that are damaged.
   */
  public void removeAfter(long step) {
    if (Files.notExists(file)) {
      return;
    }
    try {
      FileTrees.replace(
          file, lines(read().stream().filter(result -> result.step() <= step).toList()));
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
  }

  /** One result as JSON. */
  public static String json(Measured measured) {
    MetricResult result = measured.result();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("metric", result.metric());
    map.put("step", measured.step());
    map.put("imagesSeen", measured.imagesSeen());
    map.put("at", measured.at().toString());
    map.put("values", result.values().stream().map(ResultsFile::value).toList());
    Protocol protocol = result.protocol();
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("metric", protocol.metric());
    conditions.put("generated", protocol.generated());
    conditions.put("real", protocol.real());
    conditions.put("data", protocol.data());
    conditions.put("dataHash", protocol.dataHash());
    conditions.put("beside", protocol.beside());
    conditions.put("features", protocol.features());
    conditions.put("featuresHash", protocol.featuresHash());
    conditions.put("resizing", protocol.resizing());
    map.put("protocol", conditions);
    map.put("seed", result.seed());
    map.put("runs", result.runs());
    return JSON.writeValueAsString(map);
  }

  private static Map<String, Object> value(MetricValue value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", value.name());
    map.put(
        "value", Double.isFinite(value.value()) ? value.value() : Double.toString(value.value()));
    map.put("better", value.better().name().toLowerCase(Locale.ROOT));
    Spread spread = value.spread();
    if (spread != null) {
      Map<String, Object> part = new LinkedHashMap<>();
      part.put("standardError", spread.standardError());
      part.put("over", spread.over());
      part.put("method", spread.method());
      map.put("spread", part);
    }
    return map;
  }

  private Optional<Measured> parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json.has("run") && run.areOfAnotherThan(json.path("run").asString(""))) {
        return Optional.empty();
      }
      JsonNode protocol = json.required("protocol");
      List<MetricValue> values = new ArrayList<>();
      for (JsonNode value : json.required("values")) {
        values.add(
            new MetricValue(
                value.required("name").asString(),
                number(value.required("value")),
                Better.valueOf(value.required("better").asString().toUpperCase(Locale.ROOT)),
                spread(value.get("spread"))));
      }
      Measured result =
          new Measured(
              json.required("step").asLong(),
              json.required("imagesSeen").asLong(),
              Instant.parse(json.required("at").asString()),
              new MetricResult(
                  json.required("metric").asString(),
                  values,
                  new Protocol(
                      protocol.required("metric").asString(),
                      protocol.required("generated").asInt(),
                      protocol.required("real").asInt(),
                      protocol.required("data").asString(),
                      protocol.required("dataHash").asString(),
                      protocol.path("beside").asString(""),
                      protocol.required("features").asString(),
                      protocol.required("featuresHash").asString(),
                      protocol.required("resizing").asString()),
                  json.required("seed").asLong(),
                  json.required("runs").asInt()));
      return Optional.of(result);
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      LOG.debug("not a result: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.parseDouble(node.asString());
  }

  private static @Nullable Spread spread(@Nullable JsonNode node) {
    return node == null
        ? null
        : new Spread(
            node.required("standardError").asDouble(),
            node.required("over").asInt(),
            node.required("method").asString());
  }
}
