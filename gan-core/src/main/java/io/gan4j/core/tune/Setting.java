package io.gan4j.core.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values of some paths of a run file.
 *
 * @param words what is different, for people: {@code terms[0].gamma × 0.5}
 * @param values by paths, in the order in which they are set
 */
public record Setting(String words, Map<String, String> values) {
  public Setting {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
