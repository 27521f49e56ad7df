package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long to train, and in which order the players move: one of the named orders, or phases spelt
 * out.
 */
@Doc("Number of training steps, and the order of the updates")
public record TrainingConfig(
    @Doc("Training steps; each runs every phase that is due") @Default("6000") long steps,
    @Doc("alternating (Algorithm 1), simultaneous, generator-first, or reuse-fakes")
        @Default("alternating")
        Order order,
    @Doc("k of Algorithm 1: discriminator updates per training step, each on a fresh minibatch")
        @Default("1")
        int discriminatorSteps,
    @Doc(
            "Parts that every batch passes in, their gradients added up before the update: less"
                + " memory, the same update")
        @Default("1")
        int accumulate,
    @Doc("The phases spelt out; order and discriminatorSteps are then not used")
        @Nullable List<PhaseConfig> phases) {

  public TrainingConfig {
    Check.positive("steps", steps);
    Check.positive("discriminatorSteps", discriminatorSteps);
    Check.positive("accumulate", accumulate);
    Check.relation(
        order != Order.SIMULTANEOUS || discriminatorSteps == 1,
        "discriminatorSteps",
        Set.of("order"),
        "must be 1 when order is simultaneous",
        discriminatorSteps);
    if (phases != null) {
      phases = List.copyOf(Check.notEmpty("phases", phases));
    }
  }

  /** The orders that have a name; each is short for a list of phases. */
  public enum Order {
    /**
     * Algorithm 1 (Goodfellow et al. 2014): k discriminator steps on fresh minibatches, then one
     * generator step on fresh noise.
     */
    ALTERNATING,
    /**
     * Both gradients at the same point, on the same fakes and dropout masks, as in the paper's own
     * code.
     */
    SIMULTANEOUS,
    /** The generator's step, then the discriminator's k steps. */
    GENERATOR_FIRST,
    /** Algorithm 1, with the generator's step on the noise of the last discriminator step. */
    REUSE_FAKES
  }
}
