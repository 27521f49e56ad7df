package io.gan4j.api.plugin;

import io.gan4j.api.event.TrainingListener;
import java.nio.file.Path;

/** Makes a listener for a run. */
public interface ListenerFactory {

  /**
   * Called before the run's first event.
   *
   * @param runDirectory where the run keeps its files; it exists
   */
  TrainingListener create(Path runDirectory);
}
