package io.gan4j.core.config;

import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import io.gan4j.core.plugin.PluginSource;
import io.gan4j.core.plugin.Registry;
import java.util.Optional;

/**
 * The plugins that a run file names. Looked for before anything is bound, so that a plugin that is
 * missing is told beside the names that it would have brought.
 */
final class RequiredPlugins {
  private RequiredPlugins() {}

  /** Notes those that are not on the class path, or are others than the file means. */
  static void check(Node tree, Registry registry, Problems problems) {
    if (!(tree instanceof Mapping run)
        || !(run.entry("plugins").map(Entry::value).orElse(null) instanceof Sequence list)) {
      return;
    }
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      Optional<String> name = text(item, "name");
      if (name.isPresent()) {
        check(item, "plugins[" + i + "]", name.get(), registry, problems);
      }
    }
  }

  private static void check(
      Node item, String path, String name, Registry registry, Problems problems) {
    if (!registry.pluginNames().contains(name)) {
      problems.add(
          item.place(),
          path,
          "there is no plugin '"
              + name
              + "' on the class path; GAN_CLASSPATH adds its jar to that of the launcher");
      return;
    }
    Optional<PluginSource> source = registry.source(name);
    Optional<String> expected = text(item, "sha256");
    if (source.isEmpty() || expected.isEmpty()) {
      return;
    }
    String found = source.get().sha256();
    if (!found.equals(expected.get())) {
      problems.add(
          item.place(),
          path + ".sha256",
          "the plugin '"
              + name
              + "' is another: "
              + source.get().file()
              + " has the SHA-256 "
              + found);
    }
  }

  private static Optional<String> text(Node item, String key) {
    return item instanceof Mapping mapping
            && mapping.entry(key).map(Entry::value).orElse(null) instanceof Scalar scalar
        ? Optional.of(scalar.text())
        : Optional.empty();
  }
}
