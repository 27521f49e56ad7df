package io.gan4j.cli;

import io.gan4j.api.plugin.GanPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** A jar with plugins, in a class loader of its own, and made the thread's until it is closed. */
final class PluginJar implements AutoCloseable {
  private static final String SERVICES = "META-INF/services/" + GanPlugin.class.getName();

  private final URLClassLoader loader;
  private final ClassLoader before;
  private final Set<String> named;
  private final Path jar;

  private PluginJar(Path jar, Set<String> named) throws MalformedURLException {
    this.jar = jar;
    this.named = named;
    this.before = Thread.currentThread().getContextClassLoader();
    this.loader =
        new URLClassLoader(
            "plugin", new URL[] {jar.toUri().toURL()}, PluginJar.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
  }

  /**
   * Opens a jar; no code of it runs yet.
   *
   * @throws UsageException if it is not a jar, or names no plugin
   */
  static PluginJar open(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new UsageException(jar + ": no such file");
    }
    Set<String> named;
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry services = file.getEntry(SERVICES);
      named = services == null ? Set.of() : names(file, services);
    } catch (IOException e) {
      throw new UsageException(jar + " is not a jar: " + e.getMessage());
    }
    if (named.isEmpty()) {
      throw new UsageException(
          jar + " holds no plugin: it names none in " + SERVICES + ", where gan4j looks for them");
    }
    try {
      return new PluginJar(jar, named);
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> names(JarFile file, ZipEntry services) throws IOException {
    String text = new String(file.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8);
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Sees the jar, and gan4j. */
  ClassLoader loader() {
    return loader;
  }

  /**
   * The jar's plugins.
   *
   * @throws UsageException if one cannot be made
   */
  List<GanPlugin> plugins() {
    return load(true);
  }

  /** All other plugins there are. */
  List<GanPlugin> others() {
    return load(false);
  }

  private List<GanPlugin> load(boolean own) {
    try {
      return ServiceLoader.load(GanPlugin.class, loader).stream()
          .filter(plugin -> named.contains(plugin.type().getName()) == own)
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new UsageException(jar + ": " + e.getMessage() + because(e));
    } catch (LinkageError e) {
      throw new UsageException(jar + ": a plugin cannot be loaded: " + e + because(e));
    }
  }

  private static String because(Throwable failure) {
    return failure.getCause() == null ? "" : ", because of " + failure.getCause();
  }

  @Override
  public void close() {
    Thread.currentThread().setContextClassLoader(before);
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
