package io.gan4j.core.run;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingListener;
import java.util.List;

/** Hands every event to every listener, in order, and closes them all. */
final class Broadcast implements TrainingListener {
  private final List<TrainingListener> listeners;

  Broadcast(List<? extends TrainingListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void on(TrainingEvent event) {
    for (TrainingListener listener : listeners) {
      listener.on(event);
    }
  }

  /**
   * Tells all listeners of a failure; what they throw now is attached to the failure rather than
   * hiding it.
   */
  void failed(TrainingEvent.RunFailed event, RuntimeException failure) {
    for (TrainingListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() {
    RuntimeException first = null;
    for (TrainingListener listener : listeners) {
      try {
        listener.close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
