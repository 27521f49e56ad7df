package io.gan4j.core;

import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.DatasetReader;
import java.util.function.BiFunction;

/**
 * A configuration, and where it stands.
 *
 * @param config the run
 * @param locate makes a problem of a path in the configuration and a message
 */
public record RunFile(RunConfig config, BiFunction<String, String, Problem> locate) {

  /** The same run on other data: what this run's reader says beside its source stays. */
  public RunFile withSource(DatasetReader reader) {
    return withReader(config.data().reader().withSource(reader));
  }

  /** The same run with another reader. */
  RunFile withReader(DatasetReader reader) {
    return new RunFile(config.withData(config.data().withReader(reader)), locate);
  }
}
