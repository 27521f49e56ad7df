package io.gan4j.api.provider;

import io.gan4j.api.game.Pairing;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Optimizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One player, laid out.
 *
 * @param network its layers
 * @param optimizer what moves it
 * @param average average of its weights and statistics for samples and exports; null for none
 * @param constraints applied in order after every update
 * @param maxGradientNorm largest norm of the gradient with respect to all trained parameters
 *     together; a longer one is scaled down to it before the optimiser sees it; null for no limit
 * @param side the side of the data whose classes its layers see, and whose statistics its
 *     initialisers use
 * @param parts what is different for a part of its network, by the part's name
 * @param frozen what does not move at first
 */
public record PlayerPlan(
    PlayerNetwork network,
    Optimizer optimizer,
    @Nullable Average average,
    List<Constraint> constraints,
    @Nullable Double maxGradientNorm,
    String side,
    Map<String, PartPlan> parts,
    Freezing frozen) {

  /**
   * What is different for a part of a network.
   *
   * @param learningRateFactor multiplies the player's learning rate
   * @param average in place of the player's; null for none
   */
  public record PartPlan(double learningRateFactor, @Nullable Average average) {}

  public PlayerPlan {
    constraints = List.copyOf(constraints);
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** A generator of the standard game, of these layers alone. */
  public static Builder generator(NetworkSpec layers, Optimizer optimizer) {
    return builder(PlayerNetwork.generator(layers), optimizer);
  }

  /** A discriminator of the standard game, of these layers alone. */
  public static Builder discriminator(NetworkSpec layers, Optimizer optimizer) {
    return builder(PlayerNetwork.discriminator(layers), optimizer);
  }

  /** A player of any game. */
  public static Builder builder(PlayerNetwork network, Optimizer optimizer) {
    return new Builder(network, optimizer);
  }

  /** This player, to change. */
  public Builder toBuilder() {
    return builder(network, optimizer)
        .average(average)
        .constraints(constraints)
        .maxGradientNorm(maxGradientNorm)
        .side(side)
        .parts(parts)
        .frozen(frozen);
  }

  /** Lays out a player. */
  public static final class Builder {
    private final PlayerNetwork network;
    private final Optimizer optimizer;
    private @Nullable Average average;
    private List<Constraint> constraints = List.of();
    private @Nullable Double maxGradientNorm;
    private String side = Pairing.DATA;
    private Map<String, PartPlan> parts = Map.of();
    private Freezing frozen = Freezing.NONE;

    private Builder(PlayerNetwork network, Optimizer optimizer) {
      this.network = network;
      this.optimizer = optimizer;
    }

    /** Average of its weights; by default none. */
    public Builder average(@Nullable Average its) {
      average = its;
      return this;
    }

    /** What its weights are held to after every update, in order; by default nothing. */
    public Builder constraints(List<Constraint> all) {
      constraints = all;
      return this;
    }

    /** Largest norm of the gradient; by default no limit. */
    public Builder maxGradientNorm(@Nullable Double norm) {
      maxGradientNorm = norm;
      return this;
    }

    /** The side of the data that it belongs to; by default that of the standard game. */
    public Builder side(String name) {
      side = name;
      return this;
    }

    /** What is different for parts of the network; by default nothing. */
    public Builder parts(Map<String, PartPlan> byName) {
      parts = byName;
      return this;
    }

    /** What does not move at first; by default everything moves. */
    public Builder frozen(Freezing held) {
      frozen = held;
      return this;
    }

    /** The plan. */
    public PlayerPlan build() {
      return new PlayerPlan(
          network, optimizer, average, constraints, maxGradientNorm, side, parts, frozen);
    }
  }

  /** What holds for a part: the player's own, unless it says otherwise. */
  public PartPlan part(String name) {
    return parts.getOrDefault(name, new PartPlan(1, average));
  }
}
