package io.gan4j.core.tune;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.core.config.Alternatives;
import io.gan4j.core.config.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is varied: paths of the configuration that change together, and the settings that they are
 * tried at, each a value for every path.
 */
public record Axis(List<Map<String, String>> settings) {
  /** Without these the trials could not be compared. */
  private static final Set<String> FIXED = Set.of("evaluation", "metrics", "name", "checkpoints");

  private static final Pattern STEPS = Pattern.compile("training\\.steps");

  public Axis {
    settings = List.copyOf(settings);
  }

  /**
   * From {@code PATH=VALUE,VALUE} or {@code PATH,PATH=VALUE,VALUE}; see {@link Alternatives}.
   *
   * @param run the whole run file, every value spelt out
   * @throws ConfigException if it cannot be
   */
  public static Axis parse(String text, Node run) {
    String source = "--vary " + text;
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw problem(
          source, "", "has no '='; write PATH=VALUE,VALUE, as in terms[0].weight=x0.5,x1,x2");
    }
    List<String> paths =
        Pattern.compile(",").splitAsStream(text.substring(0, equals)).map(String::strip).toList();
    List<Map<String, String>> settings = new ArrayList<>();
    for (String path : paths) {
      if (STEPS.matcher(path).matches() || FIXED.contains(path.split("[.\\[]", 2)[0])) {
        throw problem(source, path, "must be the same for all trials");
      }
      List<String> values =
          new Alternatives(run, source).of(path, text.substring(equals + 1));
      for (int i = 0; i < values.size(); i++) {
        if (settings.size() == i) {
          settings.add(new LinkedHashMap<>());
        }
        if (settings.get(i).put(path, values.get(i)) != null) {
          throw problem(source, path, "stands there twice");
        }
      }
    }
    return new Axis(settings);
  }

  /**
   * Every combination of the axes' settings, in their order, the last axis changing fastest.
   *
   * @throws ConfigException if two of them change one path
   */
  public static List<Map<String, String>> combinations(List<Axis> axes) {
    List<Map<String, String>> all = List.of(Map.of());
    for (Axis axis : axes) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> before : all) {
        for (Map<String, String> setting : axis.settings()) {
          Map<String, String> both = new LinkedHashMap<>(before);
          setting.forEach(
              (path, value) -> {
                if (both.put(path, value) != null) {
                  throw problem("--vary " + path, path, "stands there twice");
                }
              });
          longer.add(both);
        }
      }
      all = longer;
    }
    return all;
  }

  private static ConfigException problem(String source, String path, String message) {
    return new ConfigException(new Problem(source, null, path, message));
  }
}
