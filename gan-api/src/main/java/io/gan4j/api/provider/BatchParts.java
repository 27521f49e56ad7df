package io.gan4j.api.provider;

import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.game.Player;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether the parts of a batch add up to the batch. */
public final class BatchParts {
  private BatchParts() {}

  /**
   * Why a batch has to pass whole, a sentence for each reason; empty if it can pass in parts.
   *
   * @param phases of a training step
   */
  public static List<String> obstacles(Map<Player, PlayerNetwork> networks, List<Phase> phases) {
    List<String> obstacles = ofLayers(networks, LayerSpec::mixesSamples);
    obstacles.addAll(
        ofTerms(phases, term -> !term.isMeanOverSamples(), " is no mean over samples"));
    phases.stream()
        .flatMap(phase -> phase.terms().stream())
        .flatMap(
            paid ->
                paid.term() instanceof PairingTerm own ? Stream.of(own.pairing()) : Stream.empty())
        .filter(pairing -> pairing.history() > 0)
        .distinct()
        .forEach(
            pairing ->
                obstacles.add("the " + pairing.discriminator() + " sees fakes of earlier batches"));
    return obstacles;
  }

  private static List<String> ofLayers(
      Map<Player, PlayerNetwork> networks, Predicate<LayerSpec> mixes) {
    List<String> obstacles = new ArrayList<>();
    networks.forEach(
        (player, network) ->
            network.placed().stream()
                .filter(placed -> mixes.test(placed.layer()))
                .findFirst()
                .ifPresent(
                    placed ->
                        obstacles.add(
                            "layer "
                                + placed.name()
                                + " of the "
                                + player.key()
                                + " makes a sample depend on its whole batch")));
    return obstacles;
  }

  private static List<String> ofTerms(
      List<Phase> phases, Predicate<GameTerm> stands, String because) {
    return phases.stream()
        .flatMap(phase -> phase.terms().stream())
        .filter(paid -> stands.test(paid.term()))
        .map(WeightedTerm::name)
        .distinct()
        .map(name -> name + because)
        .toList();
  }

  /** The same of a plan. */
  public static List<String> obstacles(GanPlan plan) {
    return obstacles(networks(plan), plan.phases());
  }

  /**
   * Why several workers cannot share a batch, a sentence for each reason; empty if they can. They
   * can where parts can, and where all that passes between samples are sums and means that they
   * share.
   */
  public static List<String> obstaclesToSharing(GanPlan plan) {
    if (plan.accumulate() > 1) {
      return obstacles(plan);
    }
    List<String> obstacles =
        ofLayers(networks(plan), layer -> layer.mixesSamples() && !layer.mixesByMeans());
    obstacles.addAll(
        ofTerms(
            plan.phases(),
            term -> !term.isMeanOverSamples() && !term.mixesByMeans(),
            " compares samples in other ways than by their means"));
    return obstacles;
  }

  private static Map<Player, PlayerNetwork> networks(GanPlan plan) {
    Map<Player, PlayerNetwork> networks = new LinkedHashMap<>();
    plan.players().forEach((player, its) -> networks.put(player, its.network()));
    return networks;
  }
}
