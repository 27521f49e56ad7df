package io.gan4j.api.config;

import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One player: its network, and what moves its weights. */
@Doc("One player")
public record PlayerConfig(
    @Doc("The network: an architecture, or {type: layers, layers: [...]}") Architecture network,
    @Doc("Parts that come before the network, in order") @Default("[]") List<PartConfig> parts,
    @Doc(
            "What goes into the network: inputs of the player or parts, joined along the last axis; the last part, or all inputs, if absent")
        @Nullable List<String> inputs,
    @Doc("The optimizer") @Default("{type: adam, learningRate: 2.0e-4, beta1: 0.5}")
        Optimizer optimizer,
    @Doc("Average of the weights that samples and exports use; none if absent")
        @Nullable Average average,
    @Doc("Constraints put on the weights after every update") @Default("[]")
        List<Constraint> constraints,
    @Doc(
            "Largest norm of the gradient, over all weights together; longer ones are scaled down"
                + " to it. No limit if absent")
        @Nullable Double maxGradientNorm,
    @Doc("Weights that are not updated, from the start; absent: none")
        @Nullable FreezeConfig freeze,
    @Doc(
            "Random changes of all samples that it judges, real and generated; only for"
                + " discriminators")
        @Nullable Augmentations augmentations) {

  public PlayerConfig {
    if (maxGradientNorm != null) {
      Check.positive("maxGradientNorm", (double) maxGradientNorm);
    }
    constraints = List.copyOf(constraints);
    parts = List.copyOf(parts);
    if (inputs != null) {
      inputs = List.copyOf(Check.notEmpty("inputs", inputs));
    }
  }
}
