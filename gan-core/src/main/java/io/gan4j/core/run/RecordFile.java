package io.gan4j.core.run;

import io.gan4j.api.DataException;
import io.gan4j.api.event.InitialWeights;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.internal.SmallText;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.RunMarks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** run.json: when and where a run began, on which data, and where it went on. */
public final class RecordFile {
  private static final Logger LOG = LoggerFactory.getLogger(RecordFile.class);
  private static final String SEED = "seed";
  private static final String RESUMED = "resumed";

  /** A checksum of everything else. */
  private static final String CHECK = "crc32";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  RecordFile(Path file) {
    this.file = file;
  }

  /** That of a run directory. */
  public static RecordFile of(RunDirectory directory) {
    return new RecordFile(directory.path().resolve("run.json"));
  }

  /**
   * What it says.
   *
   * @throws DataException if it is missing, cannot be read, or is no JSON object
   */
  public JsonNode read() {
    ObjectNode record = object();
    record.remove(CHECK);
    return record;
  }

  /** Whether it has been changed since it was written; one of an earlier version does not say. */
  public boolean isChanged() {
    ObjectNode record = object();
    String check = record.path(CHECK).asString("");
    return record.has(CHECK) && !check.equals(check(record));
  }

  private static String check(ObjectNode record) {
    ObjectNode checked = record.deepCopy();
    checked.remove(CHECK);
    CRC32 crc = new CRC32();
    crc.update(JSON.writeValueAsString(checked).getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private ObjectNode object() {
    try {
      if (JSON.readTree(SmallText.read(file)) instanceof ObjectNode record) {
        return record;
      }
    } catch (JacksonException e) {
      throw new DataException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (DataException | IOException e) {
      throw new DataException(file.resolveSibling("") + ": " + e.getMessage(), e);
    }
    throw new DataException(file + " says nothing of a run");
  }

  /**
   * What keeps it from being that of a run.
   *
   * @param seed the run's
   * @param origin where the run's newest checkpoint comes from; empty if there is none
   */
  public Optional<String> problem(String seed, Map<String, String> origin) {
    ObjectNode record;
    try {
      record = object();
    } catch (DataException e) {
      return Optional.of(
          e.getMessage() + ". When and where the run began is not known from it any more");
    }
    List<String> others = new ArrayList<>();
    other(record, SEED, seed).ifPresent(others::add);
    String data = origin.get(Checkpoint.DATA);
    if (data != null) {
      other(record, Checkpoint.DATA, data).ifPresent(others::add);
    }
    if (!others.isEmpty()) {
      return Optional.of(file + " is that of another run: " + String.join(", ", others));
    }
    return isChanged()
        ? Optional.of(file + " is not as it was written: it was damaged or edited")
        : Optional.empty();
  }

  /**
   * What its results and pictures say of the run. Where this file is that of another one, or cannot
   * be read, what it says does not count.
   *
   * @param seed the run's
   * @param data the hash of its data
   */
  public RunMarks marks(String seed, String data) {
    String now = RunMarks.mark(seed, data);
    Set<String> all = new LinkedHashSet<>();
    try {
      parts(object()).map(RecordFile::mark).forEach(all::add);
    } catch (DataException e) {
      LOG.debug("what results are of is told by the checkpoint alone: {}", e.getMessage());
    }
    return new RunMarks(now, all.contains(now) ? all : Set.of(now));
  }

  /**
   * What the run's pictures say of it since its begin, or since it last went on; empty if this file
   * does not tell.
   */
  public Optional<String> mark() {
    try {
      return parts(object()).reduce((earlier, later) -> later).map(RecordFile::mark);
    } catch (DataException e) {
      LOG.debug("pictures do not say what they are of: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static String mark(JsonNode part) {
    return RunMarks.mark(part.path(SEED).asString(""), part.path(Checkpoint.DATA).asString(""));
  }

  private static Stream<JsonNode> parts(ObjectNode record) {
    return Stream.concat(
        Stream.<JsonNode>of(record),
        StreamSupport.stream(record.path(RESUMED).spliterator(), false));
  }

  /** How the record differs, in what it says of the run's begin and of every time it went on. */
  private static Optional<String> other(ObjectNode record, String key, String expected) {
    List<String> told =
        parts(record)
            .map(part -> part.path(key))
            .filter(value -> !value.isMissingNode())
            .map(value -> value.asString(""))
            .distinct()
            .toList();
    return told.contains(expected)
        ? Optional.empty()
        : Optional.of(key + " is " + expected + ", the file says " + String.join(", ", told));
  }

  /**
   * Writes where a run is about to begin.
   *
   * @throws IOException if it cannot be written
   */
  void begin(RunRecord record) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", record.name());
    json.put("startedAt", record.startedAt().toString());
    json.put(SEED, record.seed());
    json.put("dataset", record.dataset());
    json.put(Checkpoint.DATA, record.dataHash());
    where(json, record);
    InitialWeights weights = record.initialWeights();
    if (weights != null) {
      json.set("initFrom", JSON.valueToTree(weights));
    }
    write(json);
  }

  /**
   * Writes where a run is about to go on. Of its begin nothing is made up where the file is missing
   * or empty.
   *
   * @throws DataException if it is broken: what it says is not thrown away
   * @throws IOException if it cannot be written
   */
  void goOn(RunRecord record, long step) throws IOException {
    boolean told = Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > 0;
    ObjectNode json = told ? object() : JSON.createObjectNode().put("name", record.name());
    ObjectNode resumption = json.withArray(RESUMED).addObject();
    resumption.put("step", step);
    resumption.put("at", record.startedAt().toString());
    resumption.put(SEED, record.seed());
    resumption.put(Checkpoint.DATA, record.dataHash());
    where(resumption, record);
    write(json);
  }

  private void write(ObjectNode json) throws IOException {
    json.remove(CHECK);
    json.put(CHECK, check(json));
    FileTrees.replace(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  private static void where(ObjectNode json, RunRecord record) {
    json.put("device", record.device());
    json.put("host", record.host());
    json.set("versions", JSON.valueToTree(new TreeMap<>(record.versions())));
  }
}
