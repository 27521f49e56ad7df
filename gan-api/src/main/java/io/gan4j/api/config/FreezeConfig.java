package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a player does not move, and until when. */
@Doc("Weights of a player that are not updated")
public record FreezeConfig(
    @Doc(
            "Layers or weights by the names that --dry-run shows, separated by commas; * stands for"
                + " anything: 0.*, */bias")
        @Default("\"*\"")
        String layers,
    @Doc("Training step from which they are updated; absent: never") @Nullable Long until) {

  public FreezeConfig {
    Check.rule(
        Arrays.stream(layers.split(",", -1)).noneMatch(String::isBlank),
        "layers",
        "must be names separated by commas",
        "'" + layers + "'");
    if (until != null) {
      Check.positive("until", until.longValue());
    }
  }

  /** The names, one by one. */
  public List<String> patterns() {
    return Arrays.stream(layers.split(",", -1)).map(String::strip).toList();
  }
}
