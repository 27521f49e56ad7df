package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weights that the players begin with, where they are another run's. Only weights and
 * statistics are taken: optimisers, averages and counts of updates begin anew.
 */
@Doc("Weights that the players begin with, taken from another run")
public record InitFromConfig(
    @Doc("The other run's directory; --init-from names it") @Nullable Path run,
    @Doc("raw: as they were trained; averaged: their average, where one was kept") @Default("raw")
        Weights weights,
    @Doc("What is taken and where it goes; empty: everything that is called the same in both runs")
        @Default("[]")
        List<Part> parts) {

  public InitFromConfig {
    parts = List.copyOf(parts);
  }

  /** Everything of the same name. */
  public static InitFromConfig of(Path run) {
    return new InitFromConfig(run, Weights.RAW, List.of());
  }

  /** Which of the two sets of weights a run may have. */
  public enum Weights {
    /** As the optimiser left them. */
    RAW,
    /** Their average, which samples and exports use; raw where none was kept. */
    AVERAGED
  }

  /** A player, a layer, or one weight of a layer, and where it goes. */
  @Doc("What is taken, and where it goes")
  public record Part(
      @Doc("In the other run: generator, generator/0.dense or generator/0.dense/kernel")
          String from,
      @Doc("In this run; absent: under the same name") @Nullable String to) {

    /** A player's or a layer's name, or one below it. */
    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,63}(/[^/\\s]+)*";

    public Part {
      requireName("from", from);
      if (to != null) {
        requireName("to", to);
      }
    }

    private static void requireName(String parameter, String name) {
      Check.rule(
          name.matches(NAME),
          parameter,
          "must begin with a player, such as generator, and go on like /0.dense/kernel if it does",
          "'" + name + "'");
    }

    /** Where it goes. */
    public String target() {
      return to == null ? from : to;
    }
  }
}
