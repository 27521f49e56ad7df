package io.gan4j.core.run;

import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;

/**
 * The parts of a run, opened and ready. Who opens closes.
 *
 * @param config the resolved configuration
 * @param plan what both players were built from
 * @param dataset the real samples
 * @param session the two built players
 * @param record provenance
 */
public record OpenedRun(
    RunConfig config, GanPlan plan, Dataset dataset, GanSession session, RunRecord record)
    implements AutoCloseable {
  @Override
  public void close() {
    try (dataset) {
      session.close();
    }
  }
}
