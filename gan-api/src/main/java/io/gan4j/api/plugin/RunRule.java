package io.gan4j.api.plugin;

import io.gan4j.api.config.RunConfig;
import io.gan4j.api.provider.GanPlan;
import java.util.Optional;

/**
 * Looks at a run before it trains, for what can be trained and is seldom meant. What cannot be
 * trained is refused by the components themselves.
 */
@FunctionalInterface
public interface RunRule {

  /** What speaks against a run; empty if nothing does. */
  Optional<RunWarning> check(RunConfig config, GanPlan plan);
}
