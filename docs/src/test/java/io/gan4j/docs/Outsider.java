package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * Somebody with a JDK and jars: compiles files in a folder of their own and runs them in a JVM of
 * their own.
 */
final class Outsider {
  private static final long TIMEOUT_SECONDS = 180;

  private final Path folder;
  private final String libraries;

  /**
   * @param libraries what is on the class path beside the folder itself
   */
  Outsider(Path folder, String libraries) {
    this.folder = folder;
    this.libraries = libraries;
  }

  /** Everything: gan4j and what it needs. */
  static String everything() {
    return System.getProperty("java.class.path");
  }

  /** TensorFlow Java and what it needs, and nothing of gan4j. */
  static String tensorFlowOnly() {
    return Arrays.stream(everything().split(File.pathSeparator))
        .filter(
            entry ->
                entry.matches(".*[/\\\\](tensorflow-core|ndarray|javacpp|protobuf)[^/\\\\]*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Writes the files, and compiles those that are Java. */
  void write(Map<String, String> files) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d", folder.toString(), "-cp", libraries, "-Xlint:all", "-Werror", "-proc:none"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, file.getValue());
      if (file.getKey().endsWith(".java")) {
        arguments.add(path.toString());
      }
    }
    if (arguments.stream().anyMatch(argument -> argument.endsWith(".java"))) {
      int result =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, arguments.toArray(String[]::new));
      assertThat(result).as("javac " + files.keySet()).isZero();
    }
  }

  /** Runs a class in the folder, and gives what it printed; it must end with 0. */
  String run(String mainClass, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Djava.awt.headless=true"));
    command.addAll(List.of("-cp", folder + File.pathSeparator + libraries, mainClass));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    assertThat(ended && process.exitValue() == 0)
        .as(mainClass + " " + List.of(arguments) + "\n" + printed)
        .isTrue();
    return printed;
  }
}
