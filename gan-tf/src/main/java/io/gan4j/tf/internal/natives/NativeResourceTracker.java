package io.gan4j.tf.internal.natives;

import java.lang.StackWalker.StackFrame;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who holds native memory. Always on, for an entry costs less than a microsecond; the place where
 * something was made is kept only if the system property {@code gan4j.ledger.trace} is set, for
 * that costs some microseconds. It is the process' own, as native memory is.
 *
 * <p>It does not hold what it lists: what leaks is freed when Java collects its garbage, as it
 * would be without a ledger, and stays listed.
 */
public final class NativeResourceTracker {
  private static final boolean TRACING = Boolean.getBoolean("gan4j.ledger.trace");

  /** Frames of a trace: enough to leave the door and the session behind. */
  private static final int FRAMES = 12;

  private static final Set<Entry> ENTRIES = ConcurrentHashMap.newKeySet();
  private static final StackWalker WALKER = StackWalker.getInstance();

  private NativeResourceTracker() {}

  /** Something that is held. Each is itself alone. */
  public static final class Entry {
    private final String owner;
    private final @Nullable String place;

    private Entry(String owner, @Nullable String place) {
      this.owner = owner;
      this.place = place;
    }

    /** Who holds it, and what it is. */
    public String owner() {
      return owner;
    }

    @Override
    public String toString() {
      return place == null ? owner : owner + ", made at\n" + place;
    }
  }

  /** Everything that is held now. */
  public static Set<Entry> entries() {
    return Set.copyOf(ENTRIES);
  }

  /** What is held now and was not before. */
  public static List<Entry> since(Collection<Entry> before) {
    return ENTRIES.stream().filter(entry -> !before.contains(entry)).toList();
  }

  /**
   * Enters something.
   *
   * @param door the class that every trace would begin with
   */
  static Entry enter(String owner, Class<?> door) {
    Entry entry = new Entry(owner, TRACING ? place(door) : null);
    ENTRIES.add(entry);
    return entry;
  }

  static void strike(Entry entry) {
    ENTRIES.remove(entry);
  }

  private static String place(Class<?> door) {
    Set<String> known = Set.of(NativeResourceTracker.class.getName(), door.getName());
    return WALKER.walk(
        frames ->
            frames
                .dropWhile(frame -> known.contains(frame.getClassName()))
                .limit(FRAMES)
                .map(StackFrame::toString)
                .collect(Collectors.joining("\n  ", "  ", "")));
  }
}
