package io.gan4j.api.provider;

/**
 * Somewhere to run.
 *
 * @param name as the run file says it: {@code cpu}, {@code gpu:0}
 * @param description for people
 * @param memory bytes of its own that the engine may use; 0 if it works in host memory
 */
public record Device(String name, String description, long memory) {

  /** A device that works in host memory. */
  public Device(String name, String description) {
    this(name, description, 0);
  }
}
