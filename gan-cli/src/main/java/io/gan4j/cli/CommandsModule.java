package io.gan4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.gan4j.core.Gan;
import io.gan4j.core.evaluate.SummaryCache;

/**
 * What commands are given: gan4j with every plugin on the class path, loaded when the first command
 * asks.
 */
final class CommandsModule extends AbstractModule {
  @Provides
  @Singleton
  Gan gan(SummaryCache cache) {
    return Gan.load().keepingStatisticsIn(cache);
  }
}
