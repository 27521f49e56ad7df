package io.gan4j.api.provider;

import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.InvalidValueException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of a player does not move at first. The optimiser leaves a frozen weight alone, and its own
 * state of it; a frozen layer's statistics (batch norm's averages, spectral norm's vectors) stay as
 * well. In training a frozen batch norm still takes the mean and deviation of its batch.
 *
 * <p>From the step on at which it thaws, a weight's optimiser counts its updates from there: its
 * state is that of a weight that has never moved.
 *
 * @param parameters by their names in the player: {@code 0.dense/kernel}
 * @param until training step from which they move; {@link #FOR_GOOD} if they never do
 */
public record Freezing(Set<String> parameters, long until) {
  /** A step that no run reaches. */
  public static final long FOR_GOOD = Long.MAX_VALUE;

  /** Everything moves. */
  public static final Freezing NONE = new Freezing(Set.of(), FOR_GOOD);

  public Freezing {
    Check.positive("until", until);
    parameters = Set.copyOf(parameters);
  }

  /**
   * What patterns match of a player's network, in any part.
   *
   * @param patterns names of layers or of their weights; {@code *} stands for anything
   * @throws InvalidValueException if a pattern matches nothing, with the names there are
   */
  public static Freezing of(PlayerNetwork network, List<String> patterns, long until) {
    Set<String> frozen = new LinkedHashSet<>();
    for (String pattern : patterns) {
      Pattern wanted = regex(pattern);
      boolean found = false;
      for (Placed placed : network.placed()) {
        for (ParameterSpec parameter : placed.parameters()) {
          String name = name(placed, parameter);
          if (wanted.matcher(placed.name()).matches() || wanted.matcher(name).matches()) {
            frozen.add(name);
            found = true;
          }
        }
      }
      Check.rule(found, "layers", "must match a layer or a weight " + names(network), pattern);
    }
    return new Freezing(frozen, until);
  }

  /** A parameter's name, beside its layer's. */
  public static String name(Placed placed, ParameterSpec parameter) {
    return placed.name() + "/" + parameter.name();
  }

  private static Pattern regex(String pattern) {
    return Pattern.compile(
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  private static List<String> names(PlayerNetwork network) {
    return network.placed().stream()
        .filter(placed -> !placed.parameters().isEmpty())
        .map(
            placed ->
                placed.name()
                    + "/{"
                    + placed.parameters().stream()
                        .map(ParameterSpec::name)
                        .collect(Collectors.joining(","))
                    + "}")
        .toList();
  }

  /** Whether a parameter does not move at a step. */
  public boolean holds(String parameter, long step) {
    return step < until && parameters.contains(parameter);
  }

  /** Whether what is frozen moves later on. */
  public boolean thaws() {
    return !parameters.isEmpty() && until != FOR_GOOD;
  }
}
