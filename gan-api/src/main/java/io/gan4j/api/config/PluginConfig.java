package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that a run needs. It is named, not loaded: what is on the class path, is the user's to
 * say.
 *
 * @param name as the plugin calls itself
 * @param sha256 of its jar, in lower-case hex; null: any
 */
@Doc("A plugin that the run needs on the class path")
public record PluginConfig(
    @Doc("Name of the plugin") String name,
    @Doc("SHA-256 of its jar; absent: any") @Nullable String sha256) {

  public PluginConfig {
    Check.rule(!name.isBlank(), "name", "must not be blank", "'" + name + "'");
    Check.rule(
        sha256 == null || sha256.matches("[0-9a-f]{64}"),
        "sha256",
        "must be 64 digits of lower-case hex",
        "'" + sha256 + "'");
  }
}
