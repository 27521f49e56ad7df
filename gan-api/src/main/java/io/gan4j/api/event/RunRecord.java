package io.gan4j.api.event;

import java.time.Instant;
import java.util.Map;

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
    Instant startedAt) {
  public RunRecord {
    versions = Map.copyOf(versions);
  }
}
