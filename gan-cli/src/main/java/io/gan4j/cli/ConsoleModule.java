package io.gan4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.PrintStream;

/** The terminal, as the launcher describes it. */
final class ConsoleModule extends AbstractModule {
  private final PrintStream error;
  private final String colour;

  /**
   * @param error standard error as it is, for what moves the cursor
   * @param colour as {@code --color} gives it: always, never or auto
   */
  ConsoleModule(PrintStream error, String colour) {
    this.error = error;
    this.colour = colour;
  }

  @Provides
  @Singleton
  Console console() {
    return Console.ofProcess(error, System.getenv(), colour);
  }
}
