package io.gan4j.core.plugin;

import io.gan4j.api.config.Problem;
import io.gan4j.api.plugin.GanPlugin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds plugins by ServiceLoader. */
final class PluginLoader {
  /** A broken service file can fail once per line; after this many the rest adds nothing. */
  private static final int MAX_PROBLEMS = 20;

  private PluginLoader() {}

  /**
   * The plugins that can be loaded.
   *
   * @param problems takes on why others cannot
   */
  static List<GanPlugin> find(ClassLoader loader, List<Problem> problems) {
    List<GanPlugin> plugins = new ArrayList<>();
    Iterator<GanPlugin> found = ServiceLoader.load(GanPlugin.class, loader).iterator();
    while (problems.size() < MAX_PROBLEMS) {
      try {
        plugins.add(found.next());
      } catch (NoSuchElementException e) {
        break;
      } catch (ServiceConfigurationError | LinkageError e) {
        // The iterator goes on behind an entry that failed, so that all of them are reported.
        problems.add(new Problem("plugins", null, "", "cannot load a plugin: " + reason(e)));
      }
    }
    return plugins;
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause();
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return cause == null || message.contains(cause.toString()) ? message : message + ": " + cause;
  }
}
