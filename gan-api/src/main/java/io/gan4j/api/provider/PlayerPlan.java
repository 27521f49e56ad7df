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

  /** A generator of the standard game. */
  public static PlayerPlan generator(
      NetworkSpec layers,
      Optimizer optimizer,
      @Nullable Average average,
      List<Constraint> constraints,
      @Nullable Double maxGradientNorm) {
    return new PlayerPlan(
        PlayerNetwork.generator(layers),
        optimizer,
        average,
        constraints,
        maxGradientNorm,
        Pairing.DATA,
        Map.of(),
        Freezing.NONE);
  }

  /** A discriminator of the standard game. */
  public static PlayerPlan discriminator(
      NetworkSpec layers,
      Optimizer optimizer,
      @Nullable Average average,
      List<Constraint> constraints,
      @Nullable Double maxGradientNorm) {
    return new PlayerPlan(
        PlayerNetwork.discriminator(layers),
        optimizer,
        average,
        constraints,
        maxGradientNorm,
        Pairing.DATA,
        Map.of(),
        Freezing.NONE);
  }

  /** What holds for a part: the player's own, unless it says otherwise. */
  public PartPlan part(String name) {
    return parts.getOrDefault(name, new PartPlan(1, average));
  }

  /** The same player, with something that does not move. */
  public PlayerPlan freezing(Freezing held) {
    return new PlayerPlan(
        network, optimizer, average, constraints, maxGradientNorm, side, parts, held);
  }
}
