package io.gan4j.core.config;

import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.plugin.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keys that a record does not have, and what may be meant by them. */
final class UnknownKeys {
  private static final int DEEPEST = 3;

  private final Registry registry;

  UnknownKeys(Registry registry) {
    this.registry = registry;
  }

  /**
   * Notes the keys that a record does not have.
   *
   * @return the parameters that they were meant for
   */
  Set<String> note(RecordShape shape, Site site, Problems problems) {
    Mapping mapping = site.mapping();
    String component = site.component();
    Set<String> meant = new HashSet<>();
    Set<String> given = new HashSet<>();
    mapping.entries().forEach(e -> given.add(e.key()));
    for (Entry entry : mapping.entries()) {
      String key = entry.key();
      if (shape.parameter(key).isPresent() || (!component.isEmpty() && key.equals("type"))) {
        continue;
      }
      List<String> free = shape.names().stream().filter(n -> !given.contains(n)).toList();
      List<String> near = Suggestions.near(key, free);
      meant.addAll(near);
      List<String> suggested = near.isEmpty() ? within(shape, key, "", 0) : near;
      if (suggested.isEmpty()) {
        suggested = Suggestions.near(key, shape.names());
      }
      problems.add(
          entry.place(),
          site.at(key),
          "unknown key"
              + (shape.names().isEmpty()
                  ? "; '" + component + "' takes no parameters"
                  : Suggestions.ending(suggested, shape.names())));
    }
    return meant;
  }

  /** Where a key that is unknown here would be at home further in: {@code training.steps}. */
  private List<String> within(RecordShape shape, String key, String prefix, int level) {
    List<String> found = new ArrayList<>();
    for (Parameter parameter : shape.parameters()) {
      String here = Binder.join(prefix, parameter.name());
      if (level > 0 && parameter.name().equalsIgnoreCase(key)) {
        found.add(here);
      }
      if (level < DEEPEST && parameter.type() instanceof ValueType.Nested inner) {
        found.addAll(within(registry.shape(inner.type()), key, here, level + 1));
      }
    }
    return found.size() > DEEPEST ? List.of() : found;
  }
}
