package io.gan4j.api.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Under which conditions a number was taken: all that must be equal for two numbers to be compared.
 * What a metric does not use is empty, so that it makes no difference.
 *
 * @param metric the metric with every parameter, as in a run file
 * @param generated number of generated samples
 * @param real number of real samples; 0 if none are used
 * @param data the real samples, in words, and which of them
 * @param dataHash SHA-256 of everything that determines them
 * @param beside further real samples that it uses, with their hashes: to choose by, or trained on
 * @param features the extractor, in words
 * @param featuresHash SHA-256 of the extractor
 * @param resizing how samples are brought to the extractor's size
 */
public record Protocol(
    String metric,
    int generated,
    int real,
    String data,
    String dataHash,
    String beside,
    String features,
    String featuresHash,
    String resizing) {

  /** Everything by name, in order. */
  public Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("metric", metric);
    parts.put("generated samples", Integer.toString(generated));
    parts.put("real samples", Integer.toString(real));
    parts.put("data", data);
    parts.put("data hash", dataHash);
    parts.put("further data", beside);
    parts.put("features", features);
    parts.put("features hash", featuresHash);
    parts.put("resizing", resizing);
    return parts;
  }

  /** What differs: by name, both values. Empty if numbers can be compared. */
  public Map<String, String> differences(Protocol other) {
    Map<String, String> differences = new LinkedHashMap<>();
    Map<String, String> others = other.parts();
    parts()
        .forEach(
            (name, mine) -> {
              String theirs = others.getOrDefault(name, "");
              if (!mine.equals(theirs)) {
                differences.put(name, said(mine) + " against " + said(theirs));
              }
            });
    return differences;
  }

  /** Of a hash the first digits, which is what people compare. */
  private static String said(String part) {
    if (part.matches("[0-9a-f]{64}")) {
      return part.substring(0, 12);
    }
    return part.isEmpty() ? "none" : part;
  }
}
