package io.gan4j.core.training;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keeps every event, and counts how often it was closed. */
public final class Heard implements TrainingListener {
  private final List<TrainingEvent> events = new ArrayList<>();
  private int closed;

  /** The kind of an event, as logs and reports call it: {@code step-completed}. */
  public static String kind(TrainingEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public void on(TrainingEvent event) {
    events.add(event);
  }

  @Override
  public void close() {
    closed++;
  }

  /** Every event by its kind and step: {@code step-completed 3}. */
  public List<String> told() {
    return events.stream().map(event -> kind(event) + " " + event.step()).toList();
  }

  /** The events of a kind, in order. */
  <E extends TrainingEvent> List<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The only event of a kind. */
  <E extends TrainingEvent> E only(Class<E> kind) {
    List<E> all = all(kind);
    if (all.size() != 1) {
      throw new AssertionError("one " + kind.getSimpleName() + " in " + told());
    }
    return all.get(0);
  }

  /** How often it was closed. */
  public int closed() {
    return closed;
  }
}
