package io.gan4j.core.checkpoint;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.FileTrees;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * The checkpoints of a run directory: {@code checkpoints/step-00000500/} with {@code
 * state.safetensors}, the resolved {@code config.yaml}, {@code loop.json} with what else the next
 * step depends on, and a manifest. A checkpoint is written beside its place, forced to the disk and
 * then moved into it, and moved away before it is removed, so that it is whole or not there; the
 * manifest's SHA-256 of every part tells a damaged one.
 */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String PREFIX = "step-";
  private static final String PARTIAL = ".partial";

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

  /**
   * What a checkpoint says of itself.
   *
   * @param step training steps done
   * @param file where its configuration stands
   * @param config the resolved configuration the run had
   * @param origin what else the state comes from, by name
   */
  public record Described(long step, Path file, String config, Map<String, String> origin) {}

  /** Whether there is none, damaged ones included. */
  public boolean isEmpty() {
    return all().isEmpty();
  }

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
      if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) && at(target).isWhole()) {
        return;
      }
      Files.createDirectories(folder);
      FileTrees.remove(beside);
      CheckpointFolder.write(checkpoint, beside);
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
        return Optional.of(new Restored(own(checkpoint).read(), skipped));
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

  /**
   * What the newest checkpoint says of itself. Its state is not looked at; those that cannot be
   * read are passed over.
   */
  public Optional<Described> newestDescription() {
    for (Path checkpoint : all()) {
      try {
        return Optional.of(own(checkpoint).describe());
      } catch (IOException | DataException e) {
        LOG.debug("passed over {}: {}", checkpoint.getFileName(), reason(e));
      }
    }
    return Optional.empty();
  }

  /** SHA-256 of the state in the checkpoint of a step, which is there. */
  public String stateHash(long step) {
    try {
      return at(folder(step)).stateHash();
    } catch (IOException e) {
      throw new GanException(folder(step) + " cannot be read: " + reason(e), e);
    }
  }

  /** The newest checkpoint that is whole and holds no number that is not finite. */
  public Optional<Checkpoint> newestFinite() {
    for (Path folder : all()) {
      try {
        Checkpoint checkpoint = own(folder).read();
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

  /** All checkpoints, newest first, and whatever stands in the place of one. */
  private List<Path> all() {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new GanException(folder + " is not a folder of its own: checkpoints stand in it");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(p -> step(p).isPresent())
          .sorted(Comparator.comparingLong(Checkpoints::stepOf).reversed())
          .toList();
    } catch (IOException e) {
      throw new GanException(folder + " cannot be read: " + reason(e), e);
    }
  }

  /** One to be read. */
  private static CheckpointFolder own(Path checkpoint) {
    if (!Files.isDirectory(checkpoint, LinkOption.NOFOLLOW_LINKS)) {
      throw new DataException("it is a link, a file or a pipe: a checkpoint is a folder");
    }
    return at(checkpoint);
  }

  private static CheckpointFolder at(Path checkpoint) {
    return new CheckpointFolder(checkpoint, stepOf(checkpoint));
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

  private static String reason(Exception e) {
    return e instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : String.valueOf(e.getMessage());
  }
}
