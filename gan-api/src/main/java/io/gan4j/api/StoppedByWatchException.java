package io.gan4j.api;

/** A watch ended the run, because the run file says so. */
public class StoppedByWatchException extends GanException {
  private static final long serialVersionUID = 1L;

  private final String watch;

  /**
   * @param watch which watch
   * @param message what it saw
   */
  public StoppedByWatchException(String watch, String message) {
    super("stopped by the watch '" + watch + "': " + message);
    this.watch = watch;
  }

  public String watch() {
    return watch;
  }
}
