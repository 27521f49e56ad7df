package io.gan4j.core.config;

import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is said where a component is asked for and its name is missing or unknown. */
final class ComponentNames {
  private static final Pattern CLASS_NAME = Pattern.compile("([a-z]\\w*\\.)+[A-Z][\\w.$]*");

  /** Regular expressions recurse on long text. */
  private static final int MAX_CLASS_NAME = 200;

  private final Registry registry;

  ComponentNames(Registry registry) {
    this.registry = registry;
  }

  /** Why no component of a kind is called so, as it stands behind the path. */
  String unknown(Scalar name, Kind kind) {
    String elsewhere =
        registry.kinds().stream()
            .filter(other -> registry.component(other, name.text()).isPresent())
            .findFirst()
            .map(other -> " (it is the name of " + other.withArticle() + ")")
            .orElse("");
    String isClass =
        name.text().length() <= MAX_CLASS_NAME && CLASS_NAME.matcher(name.text()).matches()
            ? "; a class becomes available under a name that a GanPlugin gives it"
            : "";
    return "no "
        + kind.word()
        + " is called "
        + name.described()
        + elsewhere
        + isClass
        + oneOf(kind, Suggestions.near(name.text(), registry.names(kind)));
  }

  /** What would be accepted where a component of a kind is asked for. */
  String oneOf(Kind kind) {
    return oneOf(kind, List.of());
  }

  private String oneOf(Kind kind, List<String> suggested) {
    List<String> names = new ArrayList<>(registry.names(kind));
    registry.shortForm(kind).ifPresent(form -> names.add("or " + form.words()));
    return names.isEmpty() ? "; none is installed" : Suggestions.ending(suggested, names);
  }

  /** What may be meant by a map that has no key {@code type}. */
  String typeHint(Mapping mapping, Kind kind) {
    for (Entry entry : mapping.entries()) {
      if (registry.component(kind, entry.key()).isPresent()) {
        return "; write {type: " + entry.key() + ", ...}";
      }
      if (Suggestions.near(entry.key(), List.of("type")).size() == 1) {
        return ", did you mean it by '" + entry.key() + "'?";
      }
    }
    return "";
  }
}
