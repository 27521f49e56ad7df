package io.gan4j.core.tune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The run with other values of some paths.
 *
 * @param number from 1 on
 * @param words what is different, for people
 * @param settings values by paths, in the order in which they are set
 */
public record Trial(int number, String words, Map<String, String> settings) {
  public Trial {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** As {@code --set} takes them. */
  public List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    settings.forEach((path, value) -> overrides.add(path + "=" + value));
    return overrides;
  }
}
