package io.gan4j.core.checkpoint;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.internal.Sha256;
import io.gan4j.api.internal.SmallText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checkpoints of a run directory: {@code checkpoints/step-00000500/} with {@code
 * state.safetensors}, the resolved {@code config.yaml}, {@code loop.json} with what else the next
 * step depends on, and a manifest. A checkpoint is written beside its place, forced to the disk and
 * then moved into it, and moved away before it is removed, so that it is whole or not there; the
 * manifest's SHA-256 of every part tells a damaged one.
 */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String STATE = "state.safetensors";
  private static final String CONFIG = "config.yaml";
  private static final String LOOP = "loop.json";
  private static final String MANIFEST = "manifest.json";
  private static final String PREFIX = "step-";
  private static final String PARTIAL = ".partial";

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

  private final Path folder;

  /**
   * @param runDirectory the run's folder
   */
  public Checkpoints(Path runDirectory) {
    this.folder = runDirectory.resolve("checkpoints");
  }

  /**
   * A checkpoint that was read and is whole.
   *
   * @param checkpoint what it holds
   * @param skipped newer checkpoints that are not whole, and why
   */
  public record Restored(Checkpoint checkpoint, List<String> skipped) {}

  /** Removes what writers that were killed have left behind. */
  public void removeLeftovers() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (entry.getFileName().toString().endsWith(PARTIAL)) {
          FileTrees.remove(entry);
        }
      }
    } catch (IOException e) {
      throw new GanException(folder + " cannot be tidied: " + reason(e), e);
    }
  }

  /** Removes the checkpoints of all later steps. */
  public void removeAfter(long step) {
    for (Path checkpoint : all()) {
      if (stepOf(checkpoint) > step) {
        discard(checkpoint);
      }
    }
  }

  /** Removes a checkpoint so that there is no moment in which half of it is there. */
  private void discard(Path checkpoint) {
    Path away = beside(checkpoint);
    try {
      FileTrees.remove(away);
      Files.move(checkpoint, away, StandardCopyOption.ATOMIC_MOVE);
      FileTrees.remove(away);
    } catch (IOException e) {
      throw new GanException(checkpoint + " cannot be removed: " + reason(e), e);
    }
  }

  private Path beside(Path checkpoint) {
    return folder.resolve("." + checkpoint.getFileName() + PARTIAL);
  }

  /**
   * Writes a checkpoint, then removes older ones. One of this step that is there and whole stays:
   * so there is no moment without it. Those of later steps stay too and do not count: the run is
   * back behind them because they are damaged.
   *
   * @param keep how many to keep of those up to this step
   * @param keptForGood steps whose checkpoints are never removed
   * @return its folder
   * @throws GanException if it cannot be written; those that are there stay as they are
   */
  public Path write(Checkpoint checkpoint, int keep, LongPredicate keptForGood) {
    Path target = folder(checkpoint.step());
    place(checkpoint, target);
    all().stream()
        .filter(old -> stepOf(old) <= checkpoint.step())
        .skip(keep)
        .filter(old -> !keptForGood.test(stepOf(old)))
        .toList()
        .forEach(this::discard);
    return target;
  }

  private void place(Checkpoint checkpoint, Path target) {
    Path beside = beside(target);
    try {
      if (isWhole(target)) {
        return;
      }
      Files.createDirectories(folder);
      FileTrees.remove(beside);
      write(checkpoint, beside);
      FileTrees.remove(target);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      FileTrees.force(folder);
    } catch (IOException e) {
      GanException failure =
          new GanException(
              "the checkpoint of step "
                  + checkpoint.step()
                  + " cannot be written to "
                  + folder
                  + ": "
                  + reason(e)
                  + ". Earlier checkpoints are untouched.",
              e);
      try {
        FileTrees.remove(beside); // a full disk has use for the room
      } catch (IOException removing) {
        failure.addSuppressed(removing);
      }
      throw failure;
    }
  }

  /** Writes all parts of a checkpoint into a new folder, and has them on the disk. */
  private static void write(Checkpoint checkpoint, Path into) throws IOException {
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

  /** Where the checkpoint of a step stands, or would. */
  public Path folder(long step) {
    return folder.resolve(PREFIX + String.format(Locale.ROOT, "%08d", step));
  }

  /**
   * The newest checkpoint that is whole; empty if there is none.
   *
   * @throws GanException if there are checkpoints, but none is whole; or if a newer one is of a
   *     format that this version does not know
   */
  public Optional<Restored> newest() {
    List<String> skipped = new ArrayList<>();
    for (Path checkpoint : all()) {
      try {
        return Optional.of(new Restored(read(checkpoint), skipped));
      } catch (IOException | DataException e) {
        skipped.add(checkpoint.getFileName() + ": " + reason(e));
      }
    }
    if (!skipped.isEmpty()) {
      throw new GanException(
          "no checkpoint in " + folder + " is whole: " + String.join("; ", skipped));
    }
    return Optional.empty();
  }

  /** SHA-256 of the state in the checkpoint of a step, which is there. */
  public String stateHash(long step) {
    try {
      return Sha256.of(folder(step).resolve(STATE));
    } catch (IOException e) {
      throw new GanException(folder(step) + " cannot be read: " + reason(e), e);
    }
  }

  /** The newest checkpoint that is whole and holds no number that is not finite. */
  public Optional<Checkpoint> newestFinite() {
    for (Path folder : all()) {
      try {
        Checkpoint checkpoint = read(folder);
        if (checkpoint.state().values().stream().allMatch(Checkpoints::isFinite)) {
          return Optional.of(checkpoint);
        }
      } catch (DataException | IOException e) {
        LOG.warn("passed over {}: {}", folder.getFileName(), reason(e));
      }
    }
    return Optional.empty();
  }

  private static boolean isFinite(NdArray<?> array) {
    if (array instanceof FloatNdArray floats) {
      return floats.streamOfObjects().allMatch(Float::isFinite);
    }
    return !(array instanceof DoubleNdArray doubles)
        || doubles.streamOfObjects().allMatch(Double::isFinite);
  }

  /** All checkpoints, newest first. */
  private List<Path> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(p -> step(p).isPresent() && Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparingLong(Checkpoints::stepOf).reversed())
          .toList();
    } catch (IOException e) {
      throw new GanException(folder + " cannot be read: " + reason(e), e);
    }
  }

  private static long stepOf(Path checkpoint) {
    return step(checkpoint).orElseThrow();
  }

  private static OptionalLong step(Path checkpoint) {
    String name = checkpoint.getFileName().toString();
    return name.matches(PREFIX + "\\d{8,18}")
        ? OptionalLong.of(Long.parseLong(name.substring(PREFIX.length())))
        : OptionalLong.empty();
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

  private static boolean isWhole(Path folder) throws IOException {
    try {
      checked(folder);
      return true;
    } catch (DataException e) {
      return false;
    }
  }

  /** What the loop knows, of a folder whose parts are as its manifest says. */
  private static JsonNode checked(Path folder) throws IOException {
    JsonNode manifest = json(folder.resolve(MANIFEST));
    int format = format(folder, manifest);
    requireRoom(folder.resolve(STATE));
    for (String part : parts(format)) {
      SmallText.requireFile(folder.resolve(part));
      if (!manifest
          .path("sha256")
          .path(part)
          .asString("")
          .equals(Sha256.of(folder.resolve(part)))) {
        throw new DataException(part + " does not have the SHA-256 of its manifest");
      }
    }
    JsonNode loop = format == 1 ? manifest : json(folder.resolve(LOOP));
    if (loop.path("step").asLong(-1) != stepOf(folder)) {
      throw new DataException("it is of step " + loop.path("step"));
    }
    if (loop.path("eventBytes").asLong(-1) < 0) {
      throw new DataException("it does not say where its events end");
    }
    return loop;
  }

  private static int format(Path folder, JsonNode manifest) {
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
    SmallText.requireFile(state);
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

  private static Checkpoint read(Path folder) throws IOException {
    JsonNode facts = checked(folder);
    Map<String, String> origin = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : facts.path("origin").properties()) {
      origin.put(entry.getKey(), entry.getValue().asString(""));
    }
    Map<String, Double> loop = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : facts.path("loop").properties()) {
      loop.put(entry.getKey(), entry.getValue().asDouble(Double.NaN));
    }
    return new Checkpoint(
        stepOf(folder),
        SafeTensors.read(folder.resolve(STATE)),
        SmallText.read(folder.resolve(CONFIG)),
        origin,
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

  private static String reason(Exception e) {
    return e instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : String.valueOf(e.getMessage());
  }
}
