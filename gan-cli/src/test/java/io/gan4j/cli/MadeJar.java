package io.gan4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Jars of a user's own, compiled from source. */
final class MadeJar {
  private MadeJar() {}

  /**
   * Compiles a class of package com.acme and packs it.
   *
   * @param service whose implementation it is named as
   * @param version in the manifest
   */
  static Path of(Path folder, Class<?> service, String version, String name, String source)
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
    Path file = Files.createDirectories(classes.resolve("src/com/acme")).resolve(name + ".java");
    Files.writeString(file, "package com.acme;\n" + source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-parameters",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-d",
                      classes.toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      if (!compiled) {
        throw new AssertionError(messages.toString());
      }
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    Path jar = folder.resolve(name.toLowerCase(java.util.Locale.ROOT) + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out, manifest);
        Stream<Path> all = Files.list(classes.resolve("com/acme"))) {
      zip.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
      zip.write(("com.acme." + name).getBytes(StandardCharsets.UTF_8));
      for (Path each : all.sorted().toList()) {
        zip.putNextEntry(new JarEntry("com/acme/" + each.getFileName()));
        zip.write(Files.readAllBytes(each));
      }
    }
    return jar;
  }

  /** Does something with jars on this thread's class path. */
  static <T> T with(List<Path> jars, Callable<T> task) throws Exception {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls, MadeJar.class.getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      return task.call();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
