package io.gan4j.testkit;

import io.gan4j.api.provider.GanProvider;

/**
 * What every session promises: a phase moves its players along the gradient of what they pay and
 * nothing else, numbers depend on seeds and draws alone, and all state can be saved and put back.
 */
public final class GanSessionContract {
  private GanSessionContract() {}

  /** The contract of a provider's sessions. */
  public static Contract of(GanProvider provider) {
    return new Contract(provider.name() + "'s session")
        .and(new SessionMovesContract(provider).contract())
        .and(new SessionOptimizerContract(provider).contract())
        .and(new SessionWeightsContract(provider).contract())
        .and(new SessionFreezingContract(provider).contract())
        .and(new SessionAugmentationsContract(provider).contract())
        .and(new SessionNoiseContract(provider).contract())
        .and(new SessionConditionsContract(provider).contract())
        .and(new SessionStateContract(provider).contract())
        .and(new SessionReportsContract(provider).contract())
        .and(new SessionSamplesContract(provider).contract())
        .and(new SessionUseContract(provider).contract());
  }
}
