package io.gan4j.api.term;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.PlayerNetwork;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The run that a term is to work in.
 *
 * @param generator the generator's network
 * @param discriminator the discriminator's network
 * @param samples what a sample is
 * @param scoreKind what scores mean under the run's loss
 */
public record RunTraits(
    PlayerNetwork generator,
    PlayerNetwork discriminator,
    SampleSpace samples,
    ScoreKind scoreKind) {

  /** Name of the discriminator's first layer that makes a sample's score depend on the batch. */
  public Optional<String> mixingLayer() {
    return firstLayer(LayerSpec::mixesSamples);
  }

  /** Name of the discriminator's first batch norm. */
  public Optional<String> batchNorm() {
    return firstLayer(RunTraits::isBatchNorm);
  }

  private static boolean isBatchNorm(LayerSpec layer) {
    return layer instanceof BatchNorm || layer.children().stream().anyMatch(RunTraits::isBatchNorm);
  }

  private Optional<String> firstLayer(Predicate<LayerSpec> which) {
    return discriminator.placed().stream()
        .filter(placed -> which.test(placed.layer()))
        .map(Placed::name)
        .findFirst();
  }
}
