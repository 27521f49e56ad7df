package io.gan4j.api.config;

import io.gan4j.api.network.Architecture;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a network that comes before the network itself. */
@Doc("A part of a network that comes before the network itself")
public record PartConfig(
    @Doc("Its name; a later part, or the network, names it among its inputs") String name,
    @Doc(
            "What goes in: inputs of the player or earlier parts, joined along the last axis; all inputs of the player if absent")
        @Nullable List<String> inputs,
    @Doc("Its layers: {type: layers, layers: [...]}") Architecture network,
    @Doc("Multiplies the player's learning rate") @Default("1") double learningRateFactor,
    @Doc("Average of its weights in place of the player's") @Nullable Average average) {

  public PartConfig {
    Check.rule(
        name.matches("[A-Za-z][A-Za-z0-9_-]{0,63}"),
        "name",
        "must be letters, digits, '-' or '_' (at most 64), a letter first",
        "'" + name + "'");
    Check.notNegative("learningRateFactor", learningRateFactor);
    if (inputs != null) {
      inputs = List.copyOf(Check.notEmpty("inputs", inputs));
    }
  }
}
