package io.gan4j.core.plugin;

import io.gan4j.api.config.Problem;
import io.gan4j.api.plugin.GanPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds plugins by ServiceLoader. */
final class PluginLoader {
  /** A broken service file can fail once per line; after this many the rest adds nothing. */
  private static final int MAX_PROBLEMS = 20;

  private static final String SERVICES = "META-INF/services/" + GanPlugin.class.getName();

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
        problems.add(
            new Problem("plugins", null, "", "cannot load a plugin: " + reason(e) + of(e, loader)));
      }
    }
    return plugins;
  }

  /** The jar or folder whose services name the class that a failure is about, in words. */
  private static String of(Throwable failure, ClassLoader loader) {
    String message = String.valueOf(failure.getMessage()).replace('/', '.');
    try {
      for (URL services : Collections.list(loader.getResources(SERVICES))) {
        URLConnection connection = services.openConnection();
        connection.setUseCaches(false); // a jar is not kept open, nor what it held before
        try (InputStream in = connection.getInputStream()) {
          String names = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          if (names
              .lines()
              .map(PluginLoader::name)
              .anyMatch(name -> isAbout(failure, message, name, loader))) {
            return " (" + services.getPath().replaceFirst("!?/META-INF/.*", "") + ")";
          }
        }
      }
    } catch (IOException e) {
      failure.addSuppressed(e); // what cannot be read again is not named
    }
    return "";
  }

  private static String name(String line) {
    return line.replaceFirst("#.*", "").strip();
  }

  /** Whether a message names a class, or is what loading the class ends in. */
  private static boolean isAbout(
      Throwable failure, String message, String name, ClassLoader loader) {
    if (name.isEmpty() || message.contains(name)) {
      return !name.isEmpty();
    }
    try {
      Class.forName(name, false, loader);
      return false;
    } catch (ClassNotFoundException | LinkageError e) {
      return String.valueOf(e.getMessage()).equals(failure.getMessage());
    }
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause();
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return cause == null || message.contains(cause.toString()) ? message : message + ": " + cause;
  }
}
