package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.ProviderException;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.TermContext;
import io.gan4j.tf.internal.graph.ScopedNoise;
import io.gan4j.tf.internal.graph.Variable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    PhasePlay<T> phase, String term, Map<String, Variable<T>> states)
    implements TermContext<Operand<T>> {

  @Override
  public TensorOps<Operand<T>> ops() {
    return phase.ops();
  }

  @Override
  public NoiseSource<Operand<T>> noise() {
    // Not apart by term: terms of a phase that name the same stream see the same numbers.
    return new ScopedNoise<>("term/", phase.noise().ofBatch());
  }

  @Override
  public Operand<T> real() {
    requireDeclared("the real samples", Need.REAL, Need.REAL_SCORES, Need.LABELS);
    return phase.samples().real();
  }

  @Override
  public Operand<T> latents() {
    return phase.samples().latents();
  }

  @Override
  public Operand<T> fake() {
    return phase.samples().fake();
  }

  @Override
  public Operand<T> labels() {
    requireDeclared("labels", Need.LABELS);
    return phase.labels().real();
  }

  @Override
  public Operand<T> fakeLabels() {
    requireDeclared("labels of the fakes", Need.FAKE_LABELS);
    return phase.labels().drawn();
  }

  @Override
  public @Nullable Operand<T> labelsOf(Operand<T> samples) {
    return phase.labels().of(phase.shared(samples));
  }

  @Override
  public PlayerOutput<Operand<T>> discriminate(Operand<T> samples, @Nullable Operand<T> labels) {
    Operand<T> under = labels == null ? null : phase.shared(labels);
    return phase.discriminator().discriminate(phase.shared(samples), under);
  }

  @Override
  public Operand<T> generate(Operand<T> latents) {
    return phase.samples().generate(phase.shared(latents));
  }

  @Override
  public Operand<T> generate(Operand<T> latents, Operand<T> labels) {
    return phase.samples().generate(phase.shared(latents), phase.shared(labels));
  }

  @Override
  public Operand<T> features(Operand<T> samples, String layer) {
    requireDeclared("the discriminator's features", Need.FEATURES);
    return phase.discriminator().features(phase.shared(samples), layer);
  }

  @Override
  public Operand<T> inputGradient(Operand<T> of, Operand<T> samples) {
    return phase.gradients(of, List.of(phase.shared(samples))).get(0);
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

  /** Refuses what no term of the phase declares that it needs. */
  private void requireDeclared(String what, Need... anyOf) {
    if (Stream.of(anyOf).noneMatch(phase.phase()::needs)) {
      throw new ProviderException(
          "a term of phase '"
              + phase.phase().name()
              + "' uses "
              + what
              + " and does not declare that it needs them");
    }
  }
}
