package io.gan4j.api.plugin;

import java.util.List;

/**
 * What speaks against a run, and the way out.
 *
 * @param key the key of the run file that it is about
 * @param message one sentence without a full stop
 * @param wayOut the change after which nothing speaks against it
 */
public record RunWarning(String key, String message, WayOut wayOut) {

  /** A change of a run file. */
  public sealed interface WayOut {
    /** The key that gets another value. */
    String key();
  }

  /**
   * A key gets a value.
   *
   * @param value as a run file has it
   */
  public record Value(String key, String value) implements WayOut {}

  /**
   * A key gets a list of components.
   *
   * @param kind the interface under which run files look for them
   * @param components all of the list
   */
  public record Components(String key, Class<?> kind, List<?> components) implements WayOut {
    public Components {
      components = List.copyOf(components);
    }
  }
}
