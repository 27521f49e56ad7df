package io.gan4j.core;

import io.gan4j.api.GanException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.event.RunRecord;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.config.Node;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import io.gan4j.core.config.YamlTree;
import io.gan4j.core.run.EventHistory;
import io.gan4j.core.run.Provenance;
import io.gan4j.core.run.RunDirectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A run that is about to go on: from which checkpoint, and what is different now. With nothing
 * different a resumed run is the run, to the bit.
 *
 * @param file the run file now
 * @param checkpoint where it goes on from
 * @param skipped newer checkpoints that are damaged, and how
 * @param changes what the run file says now and said otherwise then
 */
public record Resumption(
    RunFile file, Checkpoint checkpoint, List<String> skipped, List<Change> changes) {

  /** What a change means for the run. */
  public enum Effect {
    /** Every weight comes out as it would have. */
    SAFE("safe"),
    /** The same run, but for the rounding of other hardware or software. */
    NOT_BIT_EXACT("not bit-exact"),
    /** Schedules over the planned steps stretch with them. */
    STRETCHES("learning rates that follow the planned steps follow the new ones"),
    /** The same run if the samples are the same, wherever they lie: their hash tells. */
    DATA_DECIDE("the same run if the samples are the same"),
    /** Another run from here on. */
    ANOTHER_RUN("another run from here on");

    private final String words;

    Effect(String words) {
      this.words = words;
    }
  }

  /**
   * Something that is different now.
   *
   * @param what path in the run file, or a fact of the run
   * @param was value in the checkpoint
   * @param now value now
   */
  public record Change(String what, String was, String now, Effect effect) {
    @Override
    public String toString() {
      return what + ": was " + was + ", is " + now + " (" + effect.words + ")";
    }
  }

  private static final String ABSENT = "absent";

  /** Parts of a run file that no weight depends on. */
  private static final Set<String> BESIDE =
      Set.of("name", "samples", "checkpoints", "metrics", "plugins");

  /** Where samples come from: which they are, a hash says. */
  private static final Pattern READER = Pattern.compile("(data|sides\\.[^.]+)\\.reader\\..+");

  /** Schedules over the planned steps, by the names they are registered under. */
  private static final Set<String> STRETCHED = Set.of("linear", "cosine");

  /**
   * Whether a run was killed before it had anything to go on from: it has no checkpoint, and its
   * log tells of no step. Such a run begins again in its place.
   */
  public static boolean isUnbegun(RunDirectory directory) {
    boolean[] begun = {!new Checkpoints(directory.path()).isEmpty()};
    if (!begun[0]) {
      EventHistory.read(
          directory.events(),
          event -> begun[0] |= EventHistory.kind(event).equals("step-completed"));
    }
    return !begun[0];
  }

  /**
   * Looks at a run directory.
   *
   * @param overrides changes to the run file, each {@code path=value}
   * @throws GanException if there is no good checkpoint
   */
  public static Resumption of(Gan gan, RunDirectory directory, String... overrides) {
    return of(gan, directory, gan.read(directory.config(), overrides));
  }

  /**
   * Looks at a run directory whose run is to go on with a run file, which its own has been changed
   * to.
   *
   * @throws GanException if there is no good checkpoint
   */
  public static Resumption of(Gan gan, RunDirectory directory, RunFile file) {
    Checkpoints.Restored newest =
        new Checkpoints(directory.path())
            .newest()
            .orElseThrow(
                () ->
                    new GanException(
                        directory.path()
                            + " holds no checkpoint to go on from; gan train "
                            + directory.config()
                            + " starts again"));
    return new Resumption(
        file,
        newest.checkpoint(),
        newest.skipped(),
        changes(inWordsOfToday(gan, newest.checkpoint().config()), gan.resolved(file.config())));
  }

  /**
   * A configuration with the keys, names and defaults that this version has; as it is where this
   * version cannot read it.
   */
  private static String inWordsOfToday(Gan gan, String config) {
    try {
      return gan.resolved(gan.parse(config).config());
    } catch (ConfigException e) {
      return config;
    }
  }

  /** What else is different, now that data and device are known. */
  public List<Change> changes(RunRecord record) {
    Map<String, String> now = Provenance.origin(record);
    Set<String> parts = new TreeSet<>(now.keySet());
    checkpoint.origin().keySet().stream().filter(Provenance::isPlugin).forEach(parts::add);
    List<Change> changes = new ArrayList<>();
    for (String part : parts) {
      String was = checkpoint.origin().getOrDefault(part, ABSENT);
      String is = now.getOrDefault(part, ABSENT);
      if (!was.equals(is)) {
        boolean another = part.equals(Checkpoint.DATA) || Provenance.isPlugin(part);
        changes.add(new Change(part, was, is, another ? Effect.ANOTHER_RUN : Effect.NOT_BIT_EXACT));
      }
    }
    return changes;
  }

  /** The differences of two resolved run files, whichever version has written them. */
  static List<Change> changes(Gan gan, String before, String after) {
    return before.equals(after)
        ? List.of()
        : changes(inWordsOfToday(gan, before), inWordsOfToday(gan, after));
  }

  /** The seed of a resolved run file. */
  static String seed(String config) {
    return flat(config).getOrDefault("seed", ABSENT);
  }

  /** The differences of two resolved run files, in their order. */
  static List<Change> changes(String before, String after) {
    Map<String, String> was = flat(before);
    Map<String, String> now = flat(after);
    Set<String> paths = new LinkedHashSet<>(was.keySet());
    paths.addAll(now.keySet());
    boolean stretched =
        now.entrySet().stream()
            .anyMatch(e -> e.getKey().endsWith(".type") && STRETCHED.contains(e.getValue()));
    List<Change> changes = new ArrayList<>();
    for (String path : paths) {
      if (!Objects.equals(was.get(path), now.get(path))) {
        changes.add(
            new Change(
                path,
                was.getOrDefault(path, ABSENT),
                now.getOrDefault(path, ABSENT),
                isMoved(path, was.get(path), now.get(path))
                    ? Effect.DATA_DECIDE
                    : effect(path, stretched)));
      }
    }
    return changes;
  }

  /** Whether a reader is told to look elsewhere, and nothing else. */
  private static boolean isMoved(String path, @Nullable String was, @Nullable String now) {
    return READER.matcher(path).matches() && isPlace(was) && isPlace(now);
  }

  private static boolean isPlace(@Nullable String value) {
    return value != null && value.matches("(?s)(/|[A-Za-z]:[\\\\/]|\\\\\\\\|jdbc:).*");
  }

  private static Effect effect(String path, boolean stretched) {
    if (path.equals("training.steps")) {
      return stretched ? Effect.STRETCHES : Effect.SAFE;
    }
    if (path.equals("device") || path.equals("training.accumulate")) {
      return Effect.NOT_BIT_EXACT;
    }
    if (path.equals("watches.memory") || path.matches("(.*\\.)?reader\\.limits\\.\\w+")) {
      return Effect.SAFE; // what may be taken: nothing of the run comes of it
    }
    return BESIDE.contains(path.split("[.\\[]", 2)[0]) ? Effect.SAFE : Effect.ANOTHER_RUN;
  }

  private static Map<String, String> flat(String yaml) {
    Map<String, String> values = new LinkedHashMap<>();
    flatten("", YamlTree.parse(yaml, "config.yaml"), values);
    return values;
  }

  private static void flatten(String path, @Nullable Node node, Map<String, String> values) {
    if (node instanceof Mapping mapping) {
      mapping
          .entries()
          .forEach(
              e -> flatten(path.isEmpty() ? e.key() : path + "." + e.key(), e.value(), values));
    } else if (node instanceof Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        flatten(path + "[" + i + "]", sequence.items().get(i), values);
      }
    } else if (node instanceof Scalar scalar) {
      values.put(path, scalar.text());
    }
  }
}
