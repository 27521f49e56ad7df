package io.gan4j.core.checkpoint;

import io.gan4j.api.GanException;
import io.gan4j.core.internal.FileTrees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checkpoints of a run directory: {@code checkpoints/step-00000500/} with {@code
 * state.safetensors} and a manifest. A checkpoint is written beside its place, forced to the disk
 * and then moved into it, so that it is whole or not there; the manifest's SHA-256 tells a damaged
 * one.
 */
public final class Checkpoints {
  private static final String STATE = "state.safetensors";
  private static final String MANIFEST = "manifest.json";
  private static final String PREFIX = "step-";
  private static final int FORMAT = 1;

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
   * @param step training steps done
   * @param state everything the next step depends on
   * @param skipped newer checkpoints that are not whole, and why
   */
  public record Restored(long step, Map<String, NdArray<?>> state, List<String> skipped) {}

  /**
   * Writes a checkpoint, then removes all but the newest.
   *
   * @param keep how many to keep
   * @return its folder
   */
  public Path write(long step, Map<String, NdArray<?>> state, int keep) {
    Path target = folder.resolve(PREFIX + "%08d".formatted(step));
    Path beside = folder.resolve("." + target.getFileName() + ".partial");
    try {
      Files.createDirectories(folder);
      FileTrees.remove(beside);
      FileTrees.remove(target);
      Files.createDirectory(beside);
      SafeTensors.write(beside.resolve(STATE), state);
      writeManifest(beside, step);
      force(beside);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      force(folder);
      List<Path> all = all();
      for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
        FileTrees.remove(old);
      }
      return target;
    } catch (IOException e) {
      throw new GanException(
          "checkpoint of step " + step + " cannot be written to " + folder + ": " + e.getMessage(),
          e);
    }
  }

  /** The newest checkpoint that is whole; empty if there is none. */
  public Optional<Restored> newest() {
    List<String> skipped = new ArrayList<>();
    for (Path checkpoint : all()) {
      String damage = damage(checkpoint);
      if (damage == null) {
        try {
          return Optional.of(
              new Restored(
                  step(checkpoint).orElseThrow(),
                  SafeTensors.read(checkpoint.resolve(STATE)),
                  skipped));
        } catch (IOException e) {
          damage = e.getMessage();
        }
      }
      skipped.add(checkpoint.getFileName() + ": " + damage);
    }
    if (!skipped.isEmpty()) {
      throw new GanException(
          "no checkpoint in " + folder + " is whole: " + String.join("; ", skipped));
    }
    return Optional.empty();
  }

  /** All checkpoints, newest first. */
  private List<Path> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(p -> step(p).isPresent())
          .sorted(Comparator.comparingLong((Path p) -> step(p).orElseThrow()).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OptionalLong step(Path checkpoint) {
    String name = checkpoint.getFileName().toString();
    return name.matches(PREFIX + "\\d{8,18}")
        ? OptionalLong.of(Long.parseLong(name.substring(PREFIX.length())))
        : OptionalLong.empty();
  }

  private static void writeManifest(Path checkpoint, long step) throws IOException {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", FORMAT);
    manifest.put("step", step);
    manifest.put("sha256", Map.of(STATE, sha256(checkpoint.resolve(STATE))));
    Files.writeString(
        checkpoint.resolve(MANIFEST),
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(manifest)
            + "\n");
    force(checkpoint.resolve(MANIFEST));
  }

  /** Why a checkpoint is not whole; null if it is. */
  private static @Nullable String damage(Path checkpoint) {
    try {
      JsonNode manifest =
          JsonMapper.shared().readTree(Files.readString(checkpoint.resolve(MANIFEST)));
      if (manifest.path("format").asInt(0) != FORMAT) {
        return "format " + manifest.path("format") + " is not " + FORMAT;
      }
      String expected = manifest.path("sha256").path(STATE).asString("");
      return expected.equals(sha256(checkpoint.resolve(STATE)))
          ? null
          : STATE + " does not have the SHA-256 of its manifest";
    } catch (NoSuchFileException e) {
      return Path.of(e.getFile()).getFileName() + " is missing";
    } catch (JacksonException e) {
      return MANIFEST + " is not JSON";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Forces a file, or a folder's entries, to the disk. */
  private static void force(Path path) throws IOException {
    if (Files.isDirectory(path) && System.getProperty("os.name", "").startsWith("Windows")) {
      return; // Windows cannot open a folder, and writes its entries through
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
