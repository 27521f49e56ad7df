package io.gan4j.api.provider;

import io.gan4j.api.Player;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.List;

/** Whether the parts of a batch add up to the batch. */
public final class BatchParts {
  private BatchParts() {}

  /**
   * Why a batch has to pass whole, a sentence for each reason; empty if it can pass in parts.
   *
   * @param phases of a training step
   */
  public static List<String> obstacles(
      NetworkSpec generator, NetworkSpec discriminator, List<Phase> phases) {
    List<String> obstacles = new ArrayList<>();
    for (Player player : Player.values()) {
      NetworkSpec network = player == Player.GENERATOR ? generator : discriminator;
      network.placed().stream()
          .filter(placed -> placed.layer().mixesSamples())
          .findFirst()
          .ifPresent(
              placed ->
                  obstacles.add(
                      "layer "
                          + placed.name()
                          + " of the "
                          + player.key()
                          + " makes a sample depend on its whole batch"));
    }
    phases.stream()
        .flatMap(phase -> phase.terms().stream())
        .filter(paid -> !paid.term().isMeanOverSamples())
        .map(WeightedTerm::name)
        .distinct()
        .forEach(name -> obstacles.add(name + " is no mean over samples"));
    return obstacles;
  }

  /** The same of a plan. */
  public static List<String> obstacles(GanPlan plan) {
    return obstacles(plan.generator().network(), plan.discriminator().network(), plan.phases());
  }
}
