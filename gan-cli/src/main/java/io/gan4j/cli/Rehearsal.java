package io.gan4j.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the launcher runs once on each JVM with {@code -XX:ArchiveClassesAtExit}: how the usual
 * commands begin, without a word. The archive that it leaves lets later starts share these classes,
 * ready to use, in place of reading them from the jars.
 */
public final class Rehearsal {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--version"),
          List.of("--help"),
          List.of("list", "losses"),
          List.of("train", "digits", "--set", "training.step=1"),
          List.of("train", "digits", "--set", "device=cpu", "--dry-run"));

  private Rehearsal() {}

  public static void main(String[] arguments) {
    PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(silence);
    System.setErr(silence);
    System.setProperty("java.awt.headless", "true");
    for (List<String> command : COMMANDS) {
      Main.run(silence, command.toArray(String[]::new));
    }
    System.exit(CommandLineRunner.DONE);
  }
}
