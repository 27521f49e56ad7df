package io.gan4j.core.plugin;

import java.util.List;

/**
 * A component that run files can name.
 *
 * @param kind the kind it was contributed under
 * @param name its name in run files
 * @param shape its record and parameters
 * @param plugin who brought it, as messages say it
 * @param retired names that it had in earlier versions
 */
public record Component(
    Kind kind, String name, RecordShape shape, String plugin, List<String> retired) {
  public Component {
    retired = List.copyOf(retired);
  }
}
