package io.gan4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line in a process of its own, which a test may do anything to. */
final class Gan4jProcess {
  private Gan4jProcess() {}

  /** How it is called, before its arguments. */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
        "-cp",
        System.getProperty("java.class.path"),
        "io.gan4j.cli.Main");
  }

  /** Starts it; what it prints goes to a file. */
  static Process start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(command());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    return builder.redirectOutput(ProcessBuilder.Redirect.to(log.toFile())).start();
  }
}
