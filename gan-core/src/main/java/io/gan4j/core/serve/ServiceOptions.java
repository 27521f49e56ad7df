package io.gan4j.core.serve;

import io.gan4j.api.spec.Check;
import java.time.Duration;

/**
 * How a service gathers requests.
 *
 * @param mostAtOnce samples that the generator makes at once, a multiple of {@value #STEP}
 * @param window how long a batch that is not full waits for more; zero: it takes what is there, so
 *     that batches grow by themselves while the generator is at work
 * @param mostWaiting samples of all requests that are waited for, beyond which a request is
 *     refused; also the most that one may ask for
 */
public record ServiceOptions(int mostAtOnce, Duration window, int mostWaiting) {
  /** Batches are made a multiple of this: see {@link GeneratorService}. */
  public static final int STEP = 4;

  private static final int MOST_AT_ONCE = 1 << 16;
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** 64 at once, no wait, 16384 waiting. */
  public static final ServiceOptions DEFAULT = new ServiceOptions(64, Duration.ZERO, 1 << 14);

  public ServiceOptions {
    Check.rule(
        mostAtOnce >= STEP && mostAtOnce <= MOST_AT_ONCE && mostAtOnce % STEP == 0,
        "mostAtOnce",
        "must be a multiple of " + STEP + ", at most " + MOST_AT_ONCE,
        mostAtOnce);
    Check.given("window", window);
    Check.rule(
        !window.isNegative() && window.compareTo(LONGEST) <= 0,
        "window",
        "must be from 0 to " + LONGEST.toSeconds() + " seconds",
        window);
    Check.rule(
        mostWaiting >= mostAtOnce,
        "mostWaiting",
        "must be at least mostAtOnce (" + mostAtOnce + ")",
        mostWaiting);
  }

  /** The same with other batches. */
  public ServiceOptions withMostAtOnce(int most) {
    return new ServiceOptions(most, window, Math.max(most, mostWaiting));
  }

  /** The same with another wait. */
  public ServiceOptions withWindow(Duration wait) {
    return new ServiceOptions(mostAtOnce, wait, mostWaiting);
  }

  /** The same with another length of the queue. */
  public ServiceOptions withMostWaiting(int most) {
    return new ServiceOptions(mostAtOnce, window, most);
  }
}
