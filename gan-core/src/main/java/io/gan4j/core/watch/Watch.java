package io.gan4j.core.watch;

import io.gan4j.api.event.TrainingEvent;
import java.util.Optional;

/** Looks at a training's events for one thing that can go wrong. */
interface Watch {

  /** Its name in events and messages. */
  String name();

  /** What this event says; an alarm only when things turn bad, not while they stay so. */
  Optional<Alarm> look(TrainingEvent event);

  /**
   * What it remembers: how long things have been bad. A number below 0 says that the alarm was
   * raised.
   */
  double memory();

  /** Puts back what {@link #memory} gave. */
  void remember(double memory);
}
