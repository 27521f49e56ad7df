package io.gan4j.api.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import java.util.List;

/**
 * What a term works with in a phase: this phase's batch, its fakes, and both players in training
 * mode. Everything is computed at most once per phase however many terms ask, and all terms of a
 * phase see the same masks and noise. So it is with samples and latents of terms' own making: what
 * two terms make from the same tensors by the same operations goes through a network once.
 *
 * @param <T> the provider's tensor
 */
public interface TermContext<T> {

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
   * One-hot labels that the generator's samples are made for, {@code [batch, classes]}: drawn with
   * the latents, every class alike. Needs {@link Need#FAKE_LABELS}.
   */
  T fakeLabels();

  /**
   * What the discriminator sees beside samples: the data's labels with the real ones, those they
   * were made for with the generator's, and what its further inputs are connected to.
   *
   * @param samples the real ones, or some that the generator made in this phase
   */
  Conditions<T> conditionsOf(T samples);

  /**
   * What the discriminator says of a batch of samples, under {@link #conditionsOf their own}
   * conditions. Real and fake may share one pass where that is exactly equivalent.
   *
   * @param samples any, if the discriminator sees nothing else; otherwise the real ones, or some
   *     that the generator made in this phase
   */
  default PlayerOutput<T> discriminate(T samples) {
    return discriminate(samples, conditionsOf(samples));
  }

  /**
   * What the discriminator says of samples of the term's own making: {@code discriminate(mixed,
   * conditionsOf(real()))}.
   */
  PlayerOutput<T> discriminate(T samples, Conditions<T> conditions);

  /** What the generator makes of other latents, for the labels of the fakes if it sees any. */
  T generate(T latents);

  /**
   * What the generator makes of latents for labels.
   *
   * @param labels one-hot, {@code [batch, classes]}
   */
  T generate(T latents, T labels);

  /**
   * What a layer of the discriminator makes of a batch of samples, {@code [batch, …]}. Needs {@link
   * Need#FEATURES}.
   *
   * @param layer its name in the network, for example {@code 2.dense}
   */
  T features(T samples, String layer);

  /**
   * Gradient of the sum of {@code of} with respect to {@code samples}, of the shape of samples.
   * Differentiable again.
   *
   * @param of computed from samples by {@link #discriminate}
   */
  T inputGradient(T of, T samples);

  /** The kernels of those who play a role, without biases and normalisation gains. */
  List<T> kernels(PlayerRole role);

  /** The value of this term's state before this step. */
  T state(String name);
}
