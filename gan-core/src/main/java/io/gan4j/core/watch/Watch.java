package io.gan4j.core.watch;

import io.gan4j.api.event.TrainingEvent;
import java.util.Map;
import java.util.Optional;

/** Looks at a training's events for one thing that can go wrong. */
interface Watch {

  /** Its name in events and messages. */
  String name();

  /** What this event says; an alarm only when things turn bad, not while they stay so. */
  Optional<Alarm> look(TrainingEvent event);

  /** Whether what it had raised an alarm about is right again, since this was last asked. */
  default boolean takeCleared() {
    return false;
  }

  /**
   * What it remembers, under its name and names that begin with it: how long things have been bad.
   * A number below 0 says that the alarm was raised.
   */
  Map<String, Double> memory();

  /** Puts back what {@link #memory} gave; what is missing was never remembered. */
  void remember(Map<String, Double> memory);
}
