package io.gan4j.core;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.SmallText;
import io.gan4j.core.Resumption.Change;
import io.gan4j.core.Resumption.Effect;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.checkpoint.Checkpoints.Described;
import io.gan4j.core.checkpoint.RunMarks;
import io.gan4j.core.run.RecordFile;
import io.gan4j.core.run.RunDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run directory says of its run, held against its newest checkpoint. What the checkpoint has
 * kept is what its weights were trained with; config.yaml and run.json stand open to every editor.
 *
 * @param newest what the newest checkpoint says; null if there is none that can be read
 * @param changes what config.yaml says now, and the checkpoint says otherwise
 * @param notes what is wrong with run.json
 */
public record RunCheck(@Nullable Described newest, List<Change> changes, List<String> notes) {

  /**
   * Looks at a run directory.
   *
   * @throws GanException if config.yaml cannot be read
   */
  public static RunCheck of(Gan gan, RunDirectory directory) {
    String config;
    try {
      config = SmallText.read(directory.config());
    } catch (DataException | IOException e) {
      throw new GanException(directory.path() + ": " + e.getMessage(), e);
    }
    Optional<Described> newest = new Checkpoints(directory.path()).newestDescription();
    List<Change> changes =
        newest.map(own -> Resumption.changes(gan, own.config(), config)).orElse(List.of());
    Optional<String> record =
        newest.flatMap(
            own -> RecordFile.of(directory).problem(Resumption.seed(own.config()), own.origin()));
    return new RunCheck(newest.orElse(null), changes, record.stream().toList());
  }

  /** What the results, pictures and events of a run say of it, by its newest checkpoint. */
  public static RunMarks marks(RunDirectory directory) {
    Optional<Described> newest = new Checkpoints(directory.path()).newestDescription();
    String data = newest.map(own -> own.origin().get(Checkpoint.DATA)).orElse(null);
    return data == null
        ? RunMarks.UNKNOWN
        : RecordFile.of(directory).marks(Resumption.seed(newest.orElseThrow().config()), data);
  }

  /**
   * Why config.yaml is not to be worked with: it is that of another run. Names every difference,
   * and where the checkpoint's own copy is.
   */
  public Optional<String> refusal(RunDirectory directory) {
    return newest == null
        ? Optional.empty()
        : refusal(
            String.valueOf(directory.config()),
            changes,
            "the checkpoint's own copy is " + newest.file());
  }

  /**
   * Why the exported generator is not to be worked with: it is that of another run.
   *
   * @param config what it says it was trained with
   */
  public Optional<String> refusal(Gan gan, RunDirectory directory, String config) {
    return newest == null
        ? Optional.empty()
        : refusal(
            String.valueOf(directory.model()),
            Resumption.changes(gan, newest.config(), config),
            "gan export writes the generator of the checkpoint");
  }

  private static Optional<String> refusal(String what, List<Change> changes, String cure) {
    return changes.stream().noneMatch(change -> change.effect() == Effect.ANOTHER_RUN)
        ? Optional.empty()
        : Optional.of(
            what
                + " is not what the newest checkpoint was trained with:\n"
                + changes.stream().map(change -> "  " + change).collect(Collectors.joining("\n"))
                + "\n"
                + cure);
  }
}
