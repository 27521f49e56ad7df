package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.TermContext;
import io.gan4j.tf.internal.graph.ScopedNoise;
import io.gan4j.tf.internal.graph.Variable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * A phase's play as one of its terms sees it.
 *
 * @param phase what all terms share
 * @param term the term's name
 * @param states the term's state, by name
 * @param <T> the graph's float type
 */
record GraphPlay<T extends TFloating>(
    PhasePlay<T> phase, String term, Map<String, Variable<T>> states) implements TermContext<Operand<T>> {

  @Override
  public TensorOps<Operand<T>> ops() {
    return phase.ops();
  }

  @Override
  public NoiseSource<Operand<T>> noise() {
    // Not apart by term: terms of a phase that name the same stream see the same numbers.
    return new ScopedNoise<>("term/", phase.noise());
  }

  @Override
  public Operand<T> real() {
    return phase.real();
  }

  @Override
  public Operand<T> latents() {
    return phase.latents();
  }

  @Override
  public Operand<T> fake() {
    return phase.fake();
  }

  @Override
  public Operand<T> labels() {
    return phase.labels();
  }

  @Override
  public Operand<T> fakeLabels() {
    return phase.fakeLabels();
  }

  @Override
  public @Nullable Operand<T> labelsOf(Operand<T> samples) {
    return phase.labelsOf(samples);
  }

  @Override
  public PlayerOutput<Operand<T>> discriminate(Operand<T> samples, @Nullable Operand<T> labels) {
    return phase.discriminate(samples, labels);
  }

  @Override
  public Operand<T> generate(Operand<T> latents) {
    return phase.generate(latents);
  }

  @Override
  public Operand<T> generate(Operand<T> latents, Operand<T> labels) {
    return phase.generate(latents, labels);
  }

  @Override
  public Operand<T> features(Operand<T> samples, String layer) {
    return phase.features(samples, layer);
  }

  @Override
  public Operand<T> inputGradient(Operand<T> of, Operand<T> samples) {
    return phase.inputGradient(of, samples);
  }

  @Override
  public List<Operand<T>> kernels(Player player) {
    return phase.model().player(player).kernels();
  }

  @Override
  public Operand<T> state(String name) {
    return stateVariable(name).read();
  }

  /** The variable of a state that the term declares. */
  Variable<T> stateVariable(String name) {
    Variable<T> state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException(
          "term '" + term + "' declares no state '" + name + "', only " + states.keySet());
    }
    return state;
  }
}
