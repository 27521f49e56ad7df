package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.tf.internal.graph.OneHot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * The labels of one phase, one-hot, {@code [batch, classes]}: the data's, those that fakes are made
 * for, and which samples are judged under which.
 *
 * @param <T> the graph's float type
 */
final class PhaseLabels<T extends TFloating> {
  private final Model<T> model;
  private final String phase;
  private final Ops tf;
  private final PhaseNoise<T> noise;
  private final Map<Output<T>, Operand<T>> ofGenerated = new HashMap<>();
  private @Nullable Operand<T> real;
  private @Nullable Operand<T> drawn;

  PhaseLabels(Model<T> model, String phase, Ops tf, PhaseNoise<T> noise) {
    this.model = model;
    this.phase = phase;
    this.tf = tf;
    this.noise = noise;
  }

  /** Those of the real samples. */
  Operand<T> real() {
    if (real == null) {
      real = oneHot(model.inputs().labels());
    }
    return real;
  }

  /** Whether anybody asked for those of the real samples, so that they have to be fed. */
  boolean readsReal() {
    return real != null;
  }

  /**
   * Those that the fakes are made for. Drawn with the latents: the same in every phase of a draw;
   * or those of the real samples.
   */
  Operand<T> drawn() {
    if (drawn == null) {
      FakeLabels how = model.plan().fakeLabels();
      if (how instanceof FakeLabels.OfBatch) {
        drawn = real();
      } else if (how instanceof FakeLabels.Shares shares) {
        drawn = oneHot(noise.labels(shares));
      } else {
        drawn = oneHot(noise.labels(classes()));
      }
    }
    return drawn;
  }

  /** Those that the generator sees where nobody says which; null if it sees none. */
  @Nullable Operand<T> drawnForGenerator() {
    return seenBy(Player.GENERATOR) ? drawn() : null;
  }

  /** Whether these are those that the fakes are made for. */
  boolean areDrawn(Operand<T> labels) {
    return labels.equals(drawn);
  }

  boolean seenBy(Player player) {
    return model.plan().classesSeenBy(player) > 0;
  }

  /**
   * Remembers what samples were made for.
   *
   * @param labels null if the generator sees none
   */
  void madeFor(Operand<T> samples, @Nullable Operand<T> labels) {
    // A discriminator may see labels where the generator does not: then they are drawn all the
    // same.
    Operand<T> judgedUnder = labels == null && seenBy(Player.DISCRIMINATOR) ? drawn() : labels;
    if (judgedUnder != null) {
      ofGenerated.put(samples.asOutput(), judgedUnder);
    }
  }

  /**
   * Those under which the discriminator judges samples; null if it sees none.
   *
   * @throws ProviderException if the samples are neither real nor the generator's
   */
  @Nullable Operand<T> of(Operand<T> samples) {
    if (!seenBy(Player.DISCRIMINATOR)) {
      return null;
    }
    if (model.inputs().isReal(samples)) {
      return real();
    }
    Operand<T> labels = ofGenerated.get(samples.asOutput());
    if (labels == null) {
      throw new ProviderException(
          "a term of phase '"
              + phase
              + "' judges samples of its own making without their labels, and the discriminator"
              + " sees labels: judge(samples, labelsOf(real()))");
    }
    return labels;
  }

  /** As {@link #of}, of samples that were judged already; null also if they were not. */
  @Nullable Operand<T> ofJudged(Operand<T> samples) {
    if (!seenBy(Player.DISCRIMINATOR)) {
      return null;
    }
    return model.inputs().isReal(samples) ? real : ofGenerated.get(samples.asOutput());
  }

  private Operand<T> oneHot(Operand<? extends TNumber> labels) {
    return OneHot.of(tf, labels, classes(), model.kind().type());
  }

  private int classes() {
    LabelSpace space = model.plan().labels();
    if (space == null) {
      throw new ProviderException(
          "a term of phase '" + phase + "' uses labels, and the data has none");
    }
    return space.count();
  }
}
