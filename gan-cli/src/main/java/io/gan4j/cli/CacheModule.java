package io.gan4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.gan4j.api.internal.FileNames;
import io.gan4j.core.evaluate.SummaryCache;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the command line keeps what can be computed again: {@code GAN4J_CACHE}, or the usual place.
 */
final class CacheModule extends AbstractModule {
  @Provides
  @Singleton
  SummaryCache summaries() {
    return SummaryCache.inFolder(root().resolve("summaries"));
  }

  /** The folder of everything that gan4j keeps for the user. */
  static Path root() {
    String named = set("GAN4J_CACHE");
    if (named != null) {
      return FileNames.path(named);
    }
    String shared = set("XDG_CACHE_HOME");
    return shared != null
        ? FileNames.path(shared).resolve("gan4j")
        : FileNames.path(System.getProperty("user.home")).resolve(".cache").resolve("gan4j");
  }

  private static @Nullable String set(String variable) {
    String value = System.getenv(variable);
    return value == null || value.isBlank() ? null : value;
  }
}
