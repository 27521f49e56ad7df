package io.gan4j.api.term;

import io.gan4j.api.Player;
import java.util.List;

/**
 * One play of a phase, as a term sees it: this phase's batch, its fakes, and both players in
 * training mode. Everything is computed at most once per phase however many terms ask, and all
 * terms of a phase see the same masks and noise.
 *
 * @param <T> the provider's tensor
 */
public interface Play<T> {

  TensorOps<T> ops();

  /**
   * Noise of this phase's draw, named apart from the players' own. Terms of the phase that name the
   * same stream see the same numbers.
   */
  NoiseSource<T> noise();

  /** Real samples, {@code [batch, …]}, in the range the networks see. */
  T real();

  /** The generator's latents, {@code [batch, …]}. */
  T latents();

  /** The generator's samples for these latents, {@code [batch, …]}. */
  T fake();

  /** One-hot labels of the real samples, {@code [batch, classes]}. Needs {@link Need#LABELS}. */
  T labels();

  /**
   * What the discriminator says of a batch of samples. Real and fake may share one pass where that
   * is exactly equivalent.
   */
  Heads<T> judge(T samples);

  /** What the generator makes of other latents. */
  T generate(T latents);

  /**
   * Gradient of the sum of {@code of} with respect to {@code samples}, of the shape of samples.
   * Differentiable again.
   *
   * @param of computed from samples by {@link #judge}
   */
  T inputGradient(T of, T samples);

  /** The kernels of a player, without biases and normalisation gains. */
  List<T> kernels(Player player);

  /** The value of this term's state before this step. */
  T state(String name);
}
