package io.gan4j.api.play;

import io.gan4j.api.augmentation.AdaptiveProbability;
import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.GanPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the discriminator of a pairing sees of samples in a phase: what its augmentations leave.
 *
 * @param <T> the provider's tensor
 */
final class AugmentedInputs<T> {
  private final PhasePlay<T> play;
  private final Pairing pairing;
  private final Player discriminator;
  private final @Nullable Augmentations augmentations;

  AugmentedInputs(PhasePlay<T> play, Pairing pairing) {
    this.play = play;
    this.pairing = pairing;
    this.discriminator = pairing.discriminator();
    this.augmentations = play.plan(discriminator).augmentations();
  }

  /**
   * Inputs as the discriminator sees them.
   *
   * @param pass the pass's name: equal names meet equal changes in every phase of a draw
   * @param inputs by name, the samples among them
   */
  Map<String, T> inputs(String pass, Map<String, T> inputs) {
    if (augmentations == null) {
      return inputs;
    }
    Map<String, T> changed = new LinkedHashMap<>(inputs);
    changed.computeIfPresent(
        Signal.SAMPLES, (name, samples) -> changed(augmentations, pass, samples));
    return changed;
  }

  private T changed(Augmentations changes, String pass, T samples) {
    PhaseEngine<T> engine = play.engine();
    Augmenting<T> by =
        new Augmenting<>(
            engine.ops(),
            engine.noiseOf(samples),
            discriminator.key() + "/augmentation/" + pass + "/",
            probability(changes),
            play.range(discriminator));
    T changed = samples;
    for (int i = 0; i < changes.transforms().size(); i++) {
      changed = changes.transforms().get(i).apply(by.part(Integer.toString(i)), changed);
    }
    return changed;
  }

  private T probability(Augmentations changes) {
    return changes.adapt() == null
        ? play.engine().number(changes.probability())
        : play.engine().carried(GanPlan.probabilityOf(discriminator));
  }

  /**
   * The probability of the next step; empty if it is not steered, or the phase does not train the
   * discriminator.
   *
   * @param real raw scores of real samples
   * @param fake raw scores of as many fakes
   */
  Optional<T> nextProbability(T real, T fake) {
    AdaptiveProbability adapt = augmentations == null ? null : augmentations.adapt();
    if (augmentations == null || adapt == null || !play.phase().moves().contains(discriminator)) {
      return Optional.empty();
    }
    T signal = adapt.signal(play.engine().ops(), play.scoreKind(pairing), real, fake);
    return Optional.of(
        adapt.next(play.engine().ops(), probability(augmentations), signal, play.batchSize()));
  }
}
