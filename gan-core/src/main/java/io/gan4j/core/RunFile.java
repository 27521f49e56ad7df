package io.gan4j.core;

import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.core.data.MovedReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

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

  /** The same run with other readers of the data, and of the sides that are read from its files. */
  RunFile withReaders(UnaryOperator<DatasetReader> other) {
    DatasetReader own = config.data().reader();
    Map<String, DataConfig> sides = new LinkedHashMap<>(config.sides());
    sides.replaceAll(
        (name, side) ->
            MovedReader.areOfOnePlace(own, side.reader())
                ? side.withReader(other.apply(side.reader()))
                : side);
    RunConfig moved = config.withData(config.data().withReader(other.apply(own)));
    return new RunFile(sides.equals(config.sides()) ? moved : moved.withSides(sides), locate);
  }

  /** The same run with another reader. */
  private RunFile withReader(DatasetReader reader) {
    return new RunFile(config.withData(config.data().withReader(reader)), locate);
  }
}
