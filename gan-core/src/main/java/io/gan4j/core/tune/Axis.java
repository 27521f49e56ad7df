package io.gan4j.core.tune;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.core.config.Alternatives;
import io.gan4j.core.config.Alternatives.Alternative;
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
public record Axis(List<Setting> settings) {
  /** Without these the trials could not be compared. */
  private static final Set<String> FIXED = Set.of("evaluation", "metrics", "name", "checkpoints");

  private static final String STEPS = "training.steps";

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
    String list = text.substring(equals + 1);
    List<Map<String, String>> values = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String path : paths) {
      if (path.equals(STEPS) || FIXED.contains(path.split("[.\\[]", 2)[0])) {
        throw problem(source, path, "must be the same for all trials");
      }
      List<Alternative> alternatives = new Alternatives(run, source).of(path, list);
      for (int i = 0; i < alternatives.size(); i++) {
        if (values.size() == i) {
          values.add(new LinkedHashMap<>());
          words.add(String.join(", ", paths) + " " + alternatives.get(i).words());
        }
        if (values.get(i).put(path, alternatives.get(i).text()) != null) {
          throw problem(source, path, "stands there twice");
        }
      }
    }
    List<Setting> settings = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      settings.add(new Setting(words.get(i), values.get(i)));
    }
    return new Axis(settings);
  }

  /**
   * Every combination of the axes' settings, in their order, the last axis changing fastest.
   *
   * @throws ConfigException if two of them change one path
   */
  public static List<Setting> combinations(List<Axis> axes) {
    List<Setting> all = List.of(new Setting("", Map.of()));
    for (Axis axis : axes) {
      List<Setting> longer = new ArrayList<>();
      for (Setting before : all) {
        for (Setting setting : axis.settings()) {
          longer.add(both(before, setting));
        }
      }
      all = longer;
    }
    return all;
  }

  private static Setting both(Setting before, Setting setting) {
    Map<String, String> values = new LinkedHashMap<>(before.values());
    setting
        .values()
        .forEach(
            (path, value) -> {
              if (values.put(path, value) != null) {
                throw problem("--vary " + path, path, "stands there twice");
              }
            });
    String words =
        before.words().isEmpty() ? setting.words() : before.words() + "; " + setting.words();
    return new Setting(words, values);
  }

  private static ConfigException problem(String source, String path, String message) {
    return new ConfigException(new Problem(source, null, path, message));
  }
}
