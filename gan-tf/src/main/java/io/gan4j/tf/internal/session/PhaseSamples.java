package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.ScopedNoise;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * The samples of one phase: the real ones, and what the generator makes, {@code [batch, …]}. The
 * same latents under the same labels pass it once.
 *
 * @param <T> the graph's float type
 */
final class PhaseSamples<T extends TFloating> {
  private final Model<T> model;
  private final GraphOps<T> ops;
  private final PhaseLabels<T> labels;
  private final TrainingPasses<T> passes;
  private final Map<Labelled<T>, Operand<T>> generated = new HashMap<>();
  private boolean readsReal;
  private @Nullable Operand<T> latents;
  private @Nullable Operand<T> fake;

  PhaseSamples(Model<T> model, GraphOps<T> ops, PhaseLabels<T> labels, TrainingPasses<T> passes) {
    this.model = model;
    this.ops = ops;
    this.labels = labels;
    this.passes = passes;
  }

  Operand<T> real() {
    readsReal = true;
    return model.inputs().real();
  }

  /** Whether anybody asked for the real ones, so that they have to be fed. */
  boolean readsReal() {
    return readsReal;
  }

  boolean isReal(Operand<T> samples) {
    return model.inputs().isReal(samples);
  }

  Operand<T> latents() {
    if (latents == null) {
      latents =
          model.plan().latents().draw(ops, new ScopedNoise<>("latents/", passes.noise().ofBatch()));
    }
    return latents;
  }

  Operand<T> fake() {
    if (fake == null) {
      fake = made(TrainingPasses.FAKE, latents(), labels.drawnForGenerator());
    }
    return fake;
  }

  /** The fakes, if anybody asked for them. */
  @Nullable Operand<T> fakeIfMade() {
    return fake;
  }

  boolean isFake(Operand<T> samples) {
    return fake != null && samples.asOutput().equals(fake.asOutput());
  }

  /** What the generator makes of latents, for the labels of the fakes if it sees any. */
  Operand<T> generate(Operand<T> from) {
    return generate(from, labels.drawnForGenerator());
  }

  /**
   * What the generator makes of latents for labels.
   *
   * @param wanted one-hot; not used if the generator sees none
   */
  Operand<T> generate(Operand<T> from, @Nullable Operand<T> wanted) {
    Operand<T> seen = labels.seenBy(Player.GENERATOR) ? wanted : null;
    if (latents != null
        && from.asOutput().equals(latents.asOutput())
        && (seen == null || labels.areDrawn(seen))) {
      return fake();
    }
    Operand<T> samples = generated.get(Labelled.of(from, seen));
    return samples == null ? made("other" + generated.size(), from, seen) : samples;
  }

  private Operand<T> made(String pass, Operand<T> from, @Nullable Operand<T> seen) {
    Operand<T> samples = passes.pass(Player.GENERATOR, pass, from, seen).output();
    generated.put(Labelled.of(from, seen), samples);
    labels.madeFor(samples, seen);
    return samples;
  }
}
