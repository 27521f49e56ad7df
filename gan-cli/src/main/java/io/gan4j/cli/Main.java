package io.gan4j.cli;

import com.google.inject.Guice;
import com.google.inject.Stage;
import java.io.PrintStream;
import java.util.List;

/** The command line: a list of modules, then picocli. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    StandardError.take(System.getenv());
    PrintStream error = StandardError.keepPlain();
    // pictures are drawn into memory: no display is asked for, not even where DISPLAY names a dead
    // one
    System.setProperty("java.awt.headless", "true");
    List<String> missing = AddedJars.problems(System.getenv(AddedJars.VARIABLE));
    if (!missing.isEmpty()) {
      missing.forEach(problem -> System.err.println("gan: " + problem));
      System.exit(CommandLineRunner.USAGE);
    }
    if (Versions.isAllThatIsAsked(arguments) && Versions.print(System.out)) {
      System.exit(CommandLineRunner.DONE);
    }
    System.exit(run(error, arguments));
  }

  /**
   * Runs a command.
   *
   * @param error standard error as it is
   * @return the exit code
   */
  static int run(PrintStream error, String... arguments) {
    // In production Guice would make what only some commands ask for.
    return Guice.createInjector(
            Stage.DEVELOPMENT,
            new ConsoleModule(error, CommandLineRunner.colour(arguments)),
            new CommandsModule(),
            new CacheModule())
        .getInstance(CommandLineRunner.class)
        .run(arguments);
  }
}
