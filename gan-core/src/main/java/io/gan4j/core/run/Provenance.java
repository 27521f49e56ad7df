package io.gan4j.core.run;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.RunRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What is written beside an exported generator: where it comes from, and what its samples are. */
final class Provenance {
  private Provenance() {}

  static Map<String, String> of(RunRecord record, SampleSpace samples, long step, long imagesSeen) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("name", record.name());
    metadata.put("config", record.config());
    metadata.put("seed", Long.toString(record.seed()));
    metadata.put("dataset", record.dataset());
    metadata.put("dataHash", record.dataHash());
    metadata.put("step", Long.toString(step));
    metadata.put("imagesSeen", Long.toString(imagesSeen));
    metadata.put(
        "sampleShape",
        LongStream.of(samples.shape().asArray())
            .mapToObj(Long::toString)
            .collect(Collectors.joining(",")));
    metadata.put("sampleElement", samples.element().name());
    metadata.put("rangeLow", Double.toString(samples.range().low()));
    metadata.put("rangeHigh", Double.toString(samples.range().high()));
    record.versions().forEach((what, version) -> metadata.put("version." + what, version));
    return metadata;
  }
}
