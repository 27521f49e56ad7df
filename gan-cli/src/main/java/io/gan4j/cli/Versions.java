package io.gan4j.cli;

import io.gan4j.core.run.Version;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.IVersionProvider;

/** What {@code gan --version} prints. */
final class Versions implements IVersionProvider {
  private static final List<String> OPTIONS = List.of("-V", "--version");

  @Override
  public String[] getVersion() {
    return new String[] {"gan4j " + Version.gan4j(), "Java " + System.getProperty("java.version")};
  }

  /** Whether nothing else is asked for, so that no command and no plugin need be loaded. */
  static boolean isAllThatIsAsked(String... arguments) {
    return arguments.length == 1 && OPTIONS.contains(arguments[0]);
  }

  /**
   * Prints them.
   *
   * @return whether they could be printed
   */
  static boolean print(PrintStream out) {
    for (String line : new Versions().getVersion()) {
      out.println(line);
    }
    return !out.checkError();
  }
}
