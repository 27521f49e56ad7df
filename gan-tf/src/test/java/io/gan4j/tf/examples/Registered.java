package io.gan4j.tf.examples;

import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.config.Binder;
import io.gan4j.core.config.YamlTree;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Registry;
import java.util.List;

/** The components that run files can name. */
public final class Registered {
  private static final Registry REGISTRY = Registry.of(new BuiltinPlugin());
  private static final Binder BINDER = new Binder(REGISTRY);

  private Registered() {}

  /** The names of a kind of component, in the order of their registration. */
  public static List<String> names(Class<?> kind) {
    return REGISTRY.names(REGISTRY.kind(kind).orElseThrow());
  }

  /** The names of what there is of a kind among these, each once. */
  public static List<String> names(Class<?> kind, List<?> components) {
    Kind known = REGISTRY.kind(kind).orElseThrow();
    return components.stream()
        .map(component -> REGISTRY.nameOf(known, component.getClass()).orElseThrow())
        .distinct()
        .toList();
  }

  /** What a run file says, as a component. */
  public static <C> C bind(Class<C> kind, String yaml) {
    return BINDER.bind(YamlTree.parse(yaml, yaml), kind);
  }

  /** One of each of a kind that needs no settings. */
  public static <C> List<C> all(Class<C> kind) {
    return names(kind).stream().map(name -> bind(kind, name)).toList();
  }
}
