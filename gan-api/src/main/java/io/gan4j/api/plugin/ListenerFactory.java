package io.gan4j.api.plugin;

import io.gan4j.api.event.RunContext;
import io.gan4j.api.event.TrainingListener;

/** Makes a listener for a run that keeps a directory. */
public interface ListenerFactory {

  /** Called before the run's first event. */
  TrainingListener create(RunContext run);
}
