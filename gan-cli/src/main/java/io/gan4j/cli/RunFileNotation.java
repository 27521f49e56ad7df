package io.gan4j.cli;

import io.gan4j.core.config.Binder;
import io.gan4j.core.config.ConfigWriter;
import io.gan4j.core.config.YamlTree;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Registry;
import io.gan4j.testkit.Workbench;

/**
 * Components as run files write them.
 *
 * @param registry what run files can name
 */
record RunFileNotation(Registry registry) implements Workbench.Notation {

  @Override
  public String write(Record component, Class<?> kind) {
    Kind registered =
        registry.kind(kind).orElseThrow(() -> new IllegalArgumentException("not a kind: " + kind));
    String name =
        registry
            .nameOf(registered, component.getClass())
            .orElseThrow(() -> new IllegalArgumentException("not registered: " + component));
    String parameters = new ConfigWriter(registry).write(component);
    return parameters.equals("{}\n") ? name + "\n" : "type: " + name + "\n" + parameters;
  }

  @Override
  public Object read(String yaml, Class<?> kind) {
    return new Binder(registry).bind(YamlTree.parse(yaml, "run file"), kind);
  }
}
