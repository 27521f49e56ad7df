package io.gan4j.api.network;

import io.gan4j.api.spec.Check;
import java.util.List;

/**
 * A part of a player's network: layers in order, from some of the player's inputs or of its earlier
 * parts.
 *
 * @param name unique in the network; empty for the only part of one
 * @param inputs names of inputs of the player or of earlier parts; several are joined along their
 *     last axis
 * @param layers the layers, from the joined input's shape
 */
public record NetworkPart(String name, List<String> inputs, NetworkSpec layers) {
  public NetworkPart {
    Check.rule(
        name.matches("|[A-Za-z][A-Za-z0-9_-]{0,63}"),
        "name",
        "must be letters, digits, '-' or '_' (at most 64), a letter first",
        "'" + name + "'");
    inputs = List.copyOf(Check.notEmpty("inputs", inputs));
  }

  /** What the names of its layers begin with in the player. */
  public String prefix() {
    return name.isEmpty() ? "" : name + "/";
  }
}
