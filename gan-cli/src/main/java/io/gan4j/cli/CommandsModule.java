package io.gan4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.gan4j.api.config.Problem;
import io.gan4j.core.Gan;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.plugin.Registry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What commands are given: gan4j with every plugin on the class path, loaded when the first command
 * asks.
 */
final class CommandsModule extends AbstractModule {
  @Provides
  @Singleton
  Gan gan(SummaryCache cache, Console console) {
    Map<String, String> leftOut = new LinkedHashMap<>();
    Registry registry =
        Registry.loadUsable(
            Thread.currentThread().getContextClassLoader(),
            problem -> leftOut.merge(problem.source(), reason(problem), (a, b) -> a + "; " + b));
    leftOut.forEach((plugin, reasons) -> console.note("left out: " + plugin + ": " + reasons));
    return Gan.of(registry).keepingStatisticsIn(cache);
  }

  private static String reason(Problem problem) {
    return problem.path().isEmpty() ? problem.message() : problem.path() + ": " + problem.message();
  }
}
