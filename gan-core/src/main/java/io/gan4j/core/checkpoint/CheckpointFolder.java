package io.gan4j.core.checkpoint;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.internal.Sha256;
import io.gan4j.api.internal.SmallText;
import io.gan4j.core.checkpoint.Checkpoints.Described;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One checkpoint on the disk: its parts, and the manifest that tells a damaged one.
 *
 * @param folder holds the parts
 * @param step of which it is
 */
record CheckpointFolder(Path folder, long step) {
  private static final String STATE = "state.safetensors";
  private static final String CONFIG = "config.yaml";
  private static final String LOOP = "loop.json";
  private static final String MANIFEST = "manifest.json";

  /** Of 1, the manifest itself held what loop.json holds now, and no hash told it to be whole. */
  private static final int FORMAT = 2;

  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(8)
                      .maxDocumentLength(SmallText.MAX_BYTES)
                      .build())
              .build());

  /** Writes all parts of a checkpoint into a new folder, and has them on the disk. */
  static void write(Checkpoint checkpoint, Path into) throws IOException {
    Files.createDirectory(into);
    SafeTensors.write(into.resolve(STATE), checkpoint.state());
    writeText(into.resolve(CONFIG), checkpoint.config());
    Map<String, Object> loop = new LinkedHashMap<>();
    loop.put("step", checkpoint.step());
    loop.put("eventBytes", checkpoint.eventBytes());
    loop.put("origin", new TreeMap<>(checkpoint.origin()));
    loop.put("loop", new TreeMap<>(checkpoint.loop()));
    writeText(into.resolve(LOOP), json(loop));
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", FORMAT);
    Map<String, String> hashes = new TreeMap<>();
    for (String part : parts(FORMAT)) {
      hashes.put(part, Sha256.of(into.resolve(part)));
    }
    manifest.put("sha256", hashes);
    writeText(into.resolve(MANIFEST), json(manifest));
    FileTrees.force(into);
  }

  private static void writeText(Path file, String text) throws IOException {
    Files.writeString(file, text);
    FileTrees.force(file);
  }

  private static String json(Map<String, Object> map) {
    // Jackson ends lines as the system does; equal checkpoints are equal bytes everywhere.
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(map).replace("\r", "") + "\n";
  }

  private static List<String> parts(int format) {
    return format == 1 ? List.of(STATE, CONFIG) : List.of(STATE, CONFIG, LOOP);
  }

  /** Whether all parts are as the manifest says. */
  boolean isWhole() throws IOException {
    try {
      checked();
      return true;
    } catch (DataException e) {
      return false;
    }
  }

  /** What the loop knows, where all parts are as the manifest says. */
  private JsonNode checked() throws IOException {
    JsonNode manifest = json(folder.resolve(MANIFEST));
    format(manifest);
    requireRoom(folder.resolve(STATE));
    requireHash(STATE, manifest);
    return described(manifest);
  }

  /** The same, where the state is not looked at. */
  private JsonNode described(JsonNode manifest) throws IOException {
    int format = format(manifest);
    for (String part : parts(format)) {
      if (!part.equals(STATE)) {
        SmallText.requireFile(folder.resolve(part), SmallText.MAX_BYTES);
        requireHash(part, manifest);
      }
    }
    JsonNode loop = format == 1 ? manifest : json(folder.resolve(LOOP));
    if (loop.path("step").asLong(-1) != step) {
      throw new DataException("it is of step " + loop.path("step"));
    }
    if (loop.path("eventBytes").asLong(-1) < 0) {
      throw new DataException("it does not say where its events end");
    }
    return loop;
  }

  private void requireHash(String part, JsonNode manifest) throws IOException {
    if (!manifest.path("sha256").path(part).asString("").equals(Sha256.of(folder.resolve(part)))) {
      throw new DataException(part + " does not have the SHA-256 of its manifest");
    }
  }

  private int format(JsonNode manifest) {
    JsonNode format = manifest.path("format");
    if (!format.isInt() || format.asInt() < 1) {
      throw new DataException(MANIFEST + " does not say of which format it is");
    }
    if (format.asInt() > FORMAT) {
      // Not one to pass over: the run would go back behind what a newer version has trained.
      throw new GanException(
          folder
              + " is of format "
              + format
              + ", written by a newer gan4j; this one reads formats 1 to "
              + FORMAT
              + ". Take the newer one, or remove the folder to go back to the checkpoint before.");
    }
    return format.asInt();
  }

  /** A file can promise more than there is memory for, and cost nothing on the disk. */
  private static void requireRoom(Path state) throws IOException {
    SmallText.requireFile(state, Long.MAX_VALUE);
    if (Files.size(state) > Runtime.getRuntime().maxMemory()) {
      throw new GanException(
          state
              + " has "
              + Files.size(state)
              + " bytes, more than the Java heap can hold ("
              + Runtime.getRuntime().maxMemory()
              + "): a larger -Xmx is needed, if it is what was written");
    }
  }

  private static Map<String, String> origin(JsonNode facts) {
    Map<String, String> origin = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : facts.path("origin").properties()) {
      origin.put(entry.getKey(), entry.getValue().asString(""));
    }
    return origin;
  }

  /**
   * What it says of itself; its state is not looked at.
   *
   * @throws DataException if another part is not as the manifest says
   */
  Described describe() throws IOException {
    JsonNode facts = described(json(folder.resolve(MANIFEST)));
    Path config = folder.resolve(CONFIG);
    return new Described(step, config, SmallText.read(config), origin(facts));
  }

  /**
   * What it holds.
   *
   * @throws DataException if a part is not as the manifest says
   */
  Checkpoint read() throws IOException {
    JsonNode facts = checked();
    Map<String, Double> loop = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : facts.path("loop").properties()) {
      loop.put(entry.getKey(), entry.getValue().asDouble(Double.NaN));
    }
    return new Checkpoint(
        step,
        SafeTensors.read(folder.resolve(STATE)),
        SmallText.read(folder.resolve(CONFIG)),
        origin(facts),
        loop,
        facts.path("eventBytes").asLong());
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      return JSON.readTree(SmallText.read(file));
    } catch (JacksonException e) {
      throw new DataException(file.getFileName() + " is not JSON: " + e.getOriginalMessage());
    }
  }

  /** SHA-256 of the state. */
  String stateHash() throws IOException {
    return Sha256.of(folder.resolve(STATE));
  }
}
