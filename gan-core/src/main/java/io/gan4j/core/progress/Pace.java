package io.gan4j.core.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast a run goes. The first step is left out, for it pays for all that is built at first use;
 * what comes after is averaged over a window as long as half of the time so far, so that a pause
 * for a measurement does not turn minutes into days, and a machine that has got slower is noticed.
 */
final class Pace {
  /** Nothing is known before so many steps have been timed, in so long a time. */
  private static final int FEWEST_STEPS = 3;

  private static final double SHORTEST_SECONDS = 2;

  /** Up to here everything counts alike. */
  private static final double SHORTEST_WINDOW = 20;

  private boolean begun;
  private long lastStep;
  private long lastImages;
  private long lastNanos;
  private long timedSteps;
  private double timedSeconds;
  private double steps;
  private double images;
  private double seconds;

  /**
   * A step is done.
   *
   * @param step training steps done
   * @param imagesSeen real samples seen
   * @param nanos the time, as {@link System#nanoTime} tells it
   */
  void after(long step, long imagesSeen, long nanos) {
    if (begun && step > lastStep) {
      double passed = Math.max(0, nanos - lastNanos) / 1e9;
      timedSteps += step - lastStep;
      timedSeconds += passed;
      double window = Math.max(SHORTEST_WINDOW, timedSeconds / 2);
      double kept = timedSeconds <= SHORTEST_WINDOW ? 1 : Math.exp(-passed / window);
      steps = kept * steps + (step - lastStep);
      images = kept * images + (imagesSeen - lastImages);
      seconds = kept * seconds + passed;
    }
    begun = true;
    lastStep = step;
    lastImages = imagesSeen;
    lastNanos = nanos;
  }

  /** The run goes on elsewhere: the way there is no step. */
  void interrupt() {
    begun = false;
  }

  /** Whether enough was seen. */
  private boolean isKnown() {
    return timedSteps >= FEWEST_STEPS && timedSeconds >= SHORTEST_SECONDS;
  }

  /** Real samples in a second; empty until it is known. */
  OptionalDouble imagesPerSecond() {
    return isKnown() ? OptionalDouble.of(images / seconds) : OptionalDouble.empty();
  }

  /** The time that so many steps take; empty until it is known. */
  Optional<Duration> time(long stepsToDo) {
    return isKnown()
        ? Optional.of(Duration.ofMillis(Math.round(1e3 * stepsToDo * seconds / steps)))
        : Optional.empty();
  }
}
