package io.gan4j.core.run;

import io.gan4j.api.config.RunConfig;
import io.gan4j.api.plugin.RunRule;
import io.gan4j.api.plugin.RunWarning;
import io.gan4j.api.plugin.RunWarning.Components;
import io.gan4j.api.plugin.RunWarning.Value;
import io.gan4j.api.plugin.RunWarning.WayOut;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.core.config.ConfigWriter;
import io.gan4j.core.plugin.Registry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the plugins' rules say of a run before it trains, each in a line with its way out. */
public final class RunWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(RunWarnings.class);

  private RunWarnings() {}

  /** One line for each rule that has something to say. */
  public static List<String> of(Registry registry, RunConfig config, GanPlan plan) {
    ConfigWriter writer = new ConfigWriter(registry);
    return registry.rules().stream()
        .flatMap(rule -> check(rule, config, plan, writer).stream())
        .toList();
  }

  /** A rule gives advice: one that fails, in somebody else's code, keeps nobody from training. */
  private static Optional<String> check(
      RunRule rule, RunConfig config, GanPlan plan, ConfigWriter writer) {
    try {
      return rule.check(config, plan).map(warning -> line(warning, writer));
    } catch (RuntimeException | LinkageError e) {
      return Optional.of("the rule " + rule.getClass().getName() + " is left out: it fails: " + e);
    }
  }

  /** Logs these lines. */
  public static void log(Registry registry, RunConfig config, GanPlan plan) {
    of(registry, config, plan).forEach(LOG::warn);
  }

  private static String line(RunWarning warning, ConfigWriter writer) {
    WayOut wayOut = warning.wayOut();
    String change = wayOut.key() + "=" + value(wayOut, writer);
    // In quotes where a shell would take the text for something else.
    String set = change.matches("[A-Za-z0-9_./=-]+") ? change : "'" + change + "'";
    return warning.key() + ": " + warning.message() + "; a way out: --set " + set;
  }

  private static String value(WayOut wayOut, ConfigWriter writer) {
    if (wayOut instanceof Components list) {
      return list.components().stream()
          .map(component -> writer.line(list.kind(), component))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return ((Value) wayOut).value();
  }
}
