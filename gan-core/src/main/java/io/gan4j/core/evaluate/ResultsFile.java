package io.gan4j.core.evaluate;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.internal.SmallText;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.metric.MetricValue.Spread;
import io.gan4j.api.metric.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Results with their protocols as JSON: {@code metrics.jsonl}, one result per line. Infinite values
 * are the strings {@code Infinity} and {@code -Infinity}.
 */
public final class ResultsFile {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  public ResultsFile(Path file) {
    this.file = file;
  }

  /** Adds results at the end. */
  public void append(List<Measured> results) {
    FileTrees.parentOf(file);
    try {
      Files.writeString(
          file,
          lines(results),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.DSYNC);
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
  }

  private static String lines(List<Measured> results) {
    StringBuilder lines = new StringBuilder();
    results.forEach(result -> lines.append(json(result)).append('\n'));
    return lines.toString();
  }

  /**
   * All results; none if there is no file. A last line that was cut off is left out.
   *
   * @throws DataException if another line is not a result, naming it
   */
  public List<Measured> read() {
    List<Measured> results = new ArrayList<>();
    int[] number = new int[1];
    try {
      SmallText.lines(
          file,
          (line, ended) -> {
            number[0]++;
            if (ended && !line.isBlank()) {
              results.add(parse(line, number[0]));
            }
          });
    } catch (IOException e) {
      throw new GanException(file + " cannot be read: " + e, e);
    }
    return results;
  }

  /**
   * Drops the results of later steps, for a run that goes on from this one takes them again, and a
   * line that was cut off.
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

  private Measured parse(String line, int number) {
    try {
      JsonNode json = JSON.readTree(line);
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
      return new Measured(
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
    } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
      throw new DataException(file + ", line " + number + " is not a result: " + e.getMessage(), e);
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
