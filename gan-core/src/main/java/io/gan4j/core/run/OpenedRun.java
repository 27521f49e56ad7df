package io.gan4j.core.run;

import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a run, opened and ready. Who opens closes.
 *
 * @param config the resolved configuration
 * @param plan what the players were built from
 * @param data the real samples of each side; the first is what a sample of the run is
 * @param session the built players
 * @param record provenance
 * @param heldOut samples kept from training that steer it; null unless some do
 */
public record OpenedRun(
    RunConfig config,
    GanPlan plan,
    Map<String, Dataset> data,
    GanSession session,
    RunRecord record,
    @Nullable Dataset heldOut)
    implements AutoCloseable {
  public OpenedRun {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** The real samples of a side of the game. */
  public Dataset dataset(String side) {
    Dataset dataset = data.get(side);
    if (dataset == null) {
      throw new IllegalArgumentException("no side '" + side + "', only " + data.keySet());
    }
    return dataset;
  }

  /** The real samples of the first side. */
  public Dataset dataset() {
    return data.values().iterator().next();
  }

  @Override
  public void close() {
    try {
      session.close();
    } finally {
      Datasets.close(data.values());
      if (heldOut != null) {
        heldOut.close();
      }
    }
  }
}
