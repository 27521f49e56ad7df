package io.gan4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;

/** The terminal, as the launcher describes it. */
final class ConsoleModule extends AbstractModule {
  @Provides
  @Singleton
  Console console() {
    return Console.ofProcess();
  }
}
