package io.gan4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.PrintStream;

/** The terminal, as the launcher describes it. */
final class ConsoleModule extends AbstractModule {
  private final PrintStream error;

  /**
   * @param error standard error as it is, for what moves the cursor
   */
  ConsoleModule(PrintStream error) {
    this.error = error;
  }

  @Provides
  @Singleton
  Console console() {
    return Console.ofProcess(error);
  }
}
