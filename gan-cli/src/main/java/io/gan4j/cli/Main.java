package io.gan4j.cli;

import com.google.inject.Guice;
import com.google.inject.Stage;

/** The command line: a list of modules, then picocli. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    StandardError.take(System.getenv());
    System.exit(
        Guice.createInjector(Stage.PRODUCTION, new ConsoleModule(), new CommandsModule())
            .getInstance(CommandLineRunner.class)
            .run(arguments));
  }
}
