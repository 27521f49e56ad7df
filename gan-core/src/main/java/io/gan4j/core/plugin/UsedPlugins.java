package io.gan4j.core.plugin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The plugins that a configuration takes components from, but for gan4j's own. */
public final class UsedPlugins {
  private UsedPlugins() {}

  /**
   * Version, file and hash of each, by name.
   *
   * @param config a record of a configuration
   */
  public static Map<String, String> of(Registry registry, Record config) {
    Set<Class<?>> types = new HashSet<>();
    collect(config, types);
    Map<String, String> used = new TreeMap<>();
    for (Kind kind : registry.kinds()) {
      for (Component component : registry.components(kind)) {
        if (types.contains(component.shape().type())) {
          registry
              .source(component)
              .ifPresent(source -> used.computeIfAbsent(source.plugin(), n -> source.described()));
        }
      }
    }
    return used;
  }

  private static void collect(@Nullable Object value, Set<Class<?>> types) {
    if (value instanceof Collection<?> all) {
      all.forEach(each -> collect(each, types));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(each -> collect(each, types));
    } else if (value instanceof Record part) {
      types.add(part.getClass());
      for (RecordComponent component : part.getClass().getRecordComponents()) {
        collect(valueOf(part, component), types);
      }
    }
  }

  private static @Nullable Object valueOf(Record part, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(part);
    } catch (IllegalAccessException | InvocationTargetException e) {
      return null; // an accessor of somebody else's that fails holds no component
    }
  }
}
