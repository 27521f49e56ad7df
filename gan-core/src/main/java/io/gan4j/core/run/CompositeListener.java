package io.gan4j.core.run;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingListener;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands every event to every listener, in order, and closes them all. */
final class CompositeListener implements TrainingListener {
  private final List<TrainingListener> listeners;
  private @Nullable Throwable told;

  CompositeListener(List<? extends TrainingListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Does what has to be done before a run can begin. A run that cannot is over, so that its
   * listeners are closed.
   */
  static <T> T closingUnlessDone(List<TrainingListener> listeners, Supplier<T> task) {
    try {
      return task.get();
    } catch (RuntimeException | Error e) {
      try {
        new CompositeListener(listeners).close();
      } catch (RuntimeException closing) {
        attach(closing, e);
      }
      throw e;
    }
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
  void failed(TrainingEvent.RunFailed event, Throwable failure) {
    told = failure;
    for (TrainingListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        attach(e, failure);
      }
    }
  }

  /** A listener may throw the same exception each time, and none can be attached to itself. */
  private static void attach(RuntimeException further, Throwable failure) {
    if (further != failure) {
      failure.addSuppressed(further);
    }
  }

  @Override
  public void close() {
    RuntimeException first = null;
    for (TrainingListener listener : listeners) {
      try {
        listener.close();
      } catch (RuntimeException e) {
        if (e == told) {
          continue; // the run ends with it anyway
        }
        if (first == null) {
          first = e;
        } else {
          attach(e, first);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
