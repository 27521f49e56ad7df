package io.gan4j.api.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Provenance: what ran, on what, from what.
 *
 * @param name the run's name
 * @param config the resolved configuration, as YAML
 * @param seed root of every random number
 * @param dataset one line on the data
 * @param dataHash SHA-256 of the data's content
 * @param device what it runs on
 * @param versions gan4j, the provider, the JVM, the operating system
 * @param host name of the machine
 * @param startedAt wall clock at the start
 * @param initialWeights weights that another run had trained; null if there were none
 */
public record RunRecord(
    String name,
    String config,
    long seed,
    String dataset,
    String dataHash,
    String device,
    Map<String, String> versions,
    String host,
    Instant startedAt,
    @Nullable InitialWeights initialWeights) {
  public RunRecord {
    versions = Map.copyOf(versions);
  }

  /** The same run with weights that another had trained. */
  public RunRecord begunWith(InitialWeights weights) {
    return new RunRecord(
        name, config, seed, dataset, dataHash, device, versions, host, startedAt, weights);
  }
}
