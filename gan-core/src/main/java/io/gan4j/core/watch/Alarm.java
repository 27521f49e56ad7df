package io.gan4j.core.watch;

import io.gan4j.api.DivergedException;
import io.gan4j.api.config.Reaction;
import java.util.Map;

/**
 * Something went wrong.
 *
 * @param watch who says so
 * @param reaction what the run file wants done
 * @param message what was seen
 * @param numbers the same by name
 */
public record Alarm(String watch, Reaction reaction, String message, Map<String, Double> numbers) {
  public Alarm {
    numbers = Map.copyOf(numbers);
  }

  /** A loss that is not finite has ended a step. */
  public static Alarm of(DivergedException diverged, Reaction reaction) {
    return new Alarm(
        NotFiniteWatch.NAME,
        reaction,
        String.valueOf(diverged.getMessage()),
        Map.of(diverged.quantity(), diverged.value()));
  }
}
