package io.gan4j.api.plugin;

/**
 * Contributes components by name. Found by {@link java.util.ServiceLoader}: name the class in
 * {@code META-INF/services/io.gan4j.api.plugin.GanPlugin}. Needs a public constructor without
 * parameters and does no work in it.
 */
public interface GanPlugin {

  /** Name of the plugin, for messages. */
  String name();

  /** Hands over what it brings. Names are lower-case words joined by hyphens. */
  void contribute(Contributions to);
}
