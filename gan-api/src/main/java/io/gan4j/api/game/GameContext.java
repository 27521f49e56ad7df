package io.gan4j.api.game;

import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.TermContext;
import java.util.List;
import java.util.Map;

/**
 * What a term of a game works with in a phase: all players in training mode, and the phase's draws
 * of data and noise. Everything is computed at most once per phase however many terms ask.
 *
 * @param <T> the provider's tensor
 */
public interface GameContext<T> {

  TensorOps<T> ops();

  /** Noise of this phase's draw, named apart from the players' own. */
  NoiseSource<T> noise();

  /** The context of one pairing, in which its losses and penalties are paid. */
  TermContext<T> in(Pairing pairing);

  /** A signal's tensor, {@code [batch, …]}. */
  T value(Signal signal);

  /**
   * What a player makes of tensors of the term's own making, by output; parts of the network count
   * as outputs under their own names. Labels are those of the first of the inputs that has some.
   *
   * @param inputs by the input's name, {@code [batch, …]}
   */
  Map<String, T> pass(Player player, Map<String, T> inputs);

  /**
   * One-hot labels of the samples of a side, {@code [batch, classes]}.
   *
   * @param side whose samples the term reads
   */
  T labels(String side);

  /**
   * One-hot labels that what a player makes is for, {@code [batch, classes]}: those of the data
   * that it is made of, or else those drawn with the latents.
   */
  T labelsOf(Signal.Made made);

  /**
   * Gradients of the sum of {@code of} with respect to others, of their shapes. Differentiable
   * again.
   */
  List<T> gradients(T of, List<T> others);

  /** The kernels of a player, without biases and normalisation gains. */
  List<T> kernels(Player player);

  /** The value of this term's state before this step. */
  T state(String name);
}
