package io.gan4j.tf.internal.session;

import io.gan4j.api.ProviderException;
import io.gan4j.api.term.Need;
import io.gan4j.api.training.Phase;
import io.gan4j.tf.internal.graph.FirstAlike;
import io.gan4j.tf.internal.graph.Gradients;
import io.gan4j.tf.internal.graph.GraphOps;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * One phase's play, shared by all of its terms: everything is computed at most once.
 *
 * @param <T> the graph's float type
 */
final class PhasePlay<T extends TFloating> {
  private final Model<T> model;
  private final Phase phase;
  private final Ops tf;
  private final GraphOps<T> ops;
  private final PhaseNoise<T> noise;
  private final PhaseLabels<T> labels;
  private final TrainingPasses<T> passes;
  private final PhaseSamples<T> samples;
  private final DiscriminatorPasses<T> discriminator;
  private final FirstAlike<T> shared = new FirstAlike<>();

  PhasePlay(Model<T> model, Phase phase) {
    this.model = model;
    this.phase = phase;
    this.tf = model.tf().withSubScope(scope(phase.name()));
    this.ops = new GraphOps<>(tf, model.kind().type());
    this.noise = new PhaseNoise<>(model, tf);
    this.labels = new PhaseLabels<>(model, phase.name(), tf, noise);
    this.passes = new TrainingPasses<>(model, tf, noise);
    this.samples = new PhaseSamples<>(model, ops, labels, passes);
    this.discriminator =
        new DiscriminatorPasses<>(
            phase,
            model.plan().discriminator().network(),
            model.plan().scoreKind(),
            tf,
            samples,
            labels,
            passes);
  }

  private static String scope(String phase) {
    return "phase." + phase.replaceAll("[^A-Za-z0-9_.\\-]", "");
  }

  Model<T> model() {
    return model;
  }

  Phase phase() {
    return phase;
  }

  Ops tf() {
    return tf;
  }

  GraphOps<T> ops() {
    return ops;
  }

  PhaseNoise<T> noise() {
    return noise;
  }

  PhaseLabels<T> labels() {
    return labels;
  }

  /** Both players' passes. */
  TrainingPasses<T> passes() {
    return passes;
  }

  PhaseSamples<T> samples() {
    return samples;
  }

  DiscriminatorPasses<T> discriminator() {
    return discriminator;
  }

  /**
   * What stands for a tensor that a term made: the first that any term of the phase made alike, so
   * that both go through a network in one pass, under the same masks.
   */
  Operand<T> shared(Operand<T> made) {
    return shared.of(made);
  }

  /** What the discriminator said of the real samples, if anybody asked. */
  @Nullable Operand<T> realScores() {
    return discriminator.scoresIfJudged(model.inputs().real());
  }

  /** What the discriminator said of the fakes, if anybody asked. */
  @Nullable Operand<T> fakeScores() {
    Operand<T> fake = samples.fakeIfMade();
    return fake == null ? null : discriminator.scoresIfJudged(fake);
  }

  /**
   * Gradients of the sum of a value with respect to others.
   *
   * @throws ProviderException if there is something in between that cannot be differentiated
   */
  List<Operand<T>> gradients(Operand<T> of, List<Operand<T>> xs) {
    try {
      return Gradients.of(tf, of, xs);
    } catch (ProviderException e) {
      throw new ProviderException(
          "phase '" + phase.name() + "' cannot be trained: " + e.getMessage() + secondOrder(), e);
    }
  }

  /** Who wants gradients of gradients, which many operations do not have. */
  private String secondOrder() {
    List<String> wanting =
        phase.terms().stream()
            .filter(paid -> paid.term().needs().contains(Need.INPUT_GRADIENTS))
            .map(paid -> "'" + paid.name() + "'")
            .toList();
    return wanting.isEmpty()
        ? ""
        : "; gradients of gradients are wanted by " + String.join(", ", wanting);
  }
}
