package io.gan4j.core;

import io.gan4j.api.GanException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.plugin.Registry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The engines on the class path, each made when it is first asked for. Safe for many threads. */
final class Providers {
  private final Registry registry;
  private final Map<String, GanProvider> made = new HashMap<>();

  Providers(Registry registry) {
    this.registry = registry;
  }

  /** The only one there is, or the first by name. */
  GanProvider first() {
    return named(
        registry.providers().keySet().stream()
            .min(Comparator.naturalOrder())
            .orElseThrow(
                () ->
                    new GanException(
                        "there is no provider on the class path: add io.gan4j:gan-tf and a"
                            + " TensorFlow native")));
  }

  /**
   * The engine of a run.
   *
   * @throws ConfigException if the run names one that is not on the class path
   */
  GanProvider of(RunConfig config) {
    return config.provider() == null ? first() : named(config.provider());
  }

  private synchronized GanProvider named(String name) {
    GanProvider known = made.get(name);
    if (known == null) {
      Supplier<? extends GanProvider> maker = registry.providers().get(name);
      if (maker == null) {
        throw new ConfigException(
            new Problem(
                "configuration",
                null,
                "provider",
                "no provider is called '"
                    + name
                    + "'"
                    + Suggestions.ending(
                        Suggestions.near(name, registry.providers().keySet()),
                        registry.providers().keySet())));
      }
      known = maker.get();
      made.put(name, known);
    }
    return known;
  }
}
