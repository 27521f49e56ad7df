package io.gan4j.api.event;

/** Hears of a run's events, on the training thread, in order. What it throws ends the run. */
public interface TrainingListener extends AutoCloseable {

  void on(TrainingEvent event);

  /** Called once when the run is over, however it ended. */
  @Override
  default void close() {}
}
