package io.gan4j.core.run;

import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The data of a game: a data set for each of its sides. */
public final class Datasets {
  private Datasets() {}

  /**
   * Opens every side. Who opens closes.
   *
   * @param open opens the data of a configuration
   */
  public static Map<String, Dataset> open(RunConfig config, Function<RunConfig, Dataset> open) {
    Map<String, Dataset> opened = new LinkedHashMap<>();
    try {
      for (String side : config.game().sides()) {
        opened.put(side, open.apply(config.withData(of(config, side, opened.isEmpty()))));
      }
    } catch (RuntimeException e) {
      close(opened.values());
      throw e;
    }
    return opened;
  }

  /** What the run file says of a side's data. Batches are as large as the run's. */
  private static DataConfig of(RunConfig config, String side, boolean first) {
    DataConfig own = config.sides().get(side);
    return first || own == null ? config.data() : own.withBatchSize(config.data().batchSize());
  }

  /** Closes them all, and then throws what the first threw that could not be closed. */
  public static void close(Collection<Dataset> data) {
    RuntimeException failed = null;
    for (Dataset dataset : data) {
      try {
        dataset.close();
      } catch (RuntimeException e) {
        failed = failed == null ? e : failed;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
