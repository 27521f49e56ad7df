package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.ProviderException;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.tf.internal.graph.JoinedNoise;
import io.gan4j.tf.internal.network.NetworkCompiler.Compiled;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * What the discriminator says in one phase. The same samples under the same labels pass it once;
 * real samples and fakes share a pass where that is exactly the same and saves time.
 *
 * @param <T> the graph's float type
 */
final class DiscriminatorPasses<T extends TFloating> {
  private final Phase phase;
  private final Ops tf;
  private final PhaseSamples<T> samples;
  private final PhaseLabels<T> labels;
  private final TrainingPasses<T> passes;
  private final NetworkSpec network;
  private final boolean critic;
  private final boolean shared;
  private final Map<Labelled<T>, PassOutput<T>> outputs = new HashMap<>();
  private int others;

  /**
   * What came out of a pass, or of some rows of one.
   *
   * @param heads scores and features
   * @param layer a layer's output by the layer's name
   * @param <T> the graph's float type
   */
  private record PassOutput<T extends TFloating>(
      PlayerOutput<Operand<T>> heads, Function<String, Operand<T>> layer) {}

  /**
   * One half of a joined pass.
   *
   * @param name of the pass that it would be alone
   * @param samples {@code [batch, …]}
   * @param labels one-hot; null if the discriminator sees none
   * @param noise of the half
   * @param <T> the graph's float type
   */
  private record Half<T extends TFloating>(
      String name,
      Operand<T> samples,
      @Nullable Operand<T> labels,
      NoiseSource<Operand<T>> noise) {}

  /**
   * @param network the discriminator's
   * @param kind what its scores mean
   */
  DiscriminatorPasses(
      Phase phase,
      NetworkSpec network,
      ScoreKind kind,
      Ops tf,
      PhaseSamples<T> samples,
      PhaseLabels<T> labels,
      TrainingPasses<T> passes) {
    this.phase = phase;
    this.network = network;
    this.critic = kind == ScoreKind.CRITIC;
    this.tf = tf;
    this.samples = samples;
    this.labels = labels;
    this.passes = passes;
    this.shared = sharesPasses(phase, network);
  }

  private static boolean sharesPasses(Phase phase, NetworkSpec network) {
    return phase.needs(Need.REAL_SCORES)
        && phase.needs(Need.FAKE_SCORES)
        && phase.terms().stream().noneMatch(DiscriminatorPasses::differentiatesScores)
        && !network.mixesSamples();
  }

  /**
   * Whether a term wants gradients of the real or the fake scores with respect to their samples:
   * where they share a pass it would pay for both halves, twice. Gradients at samples of its own,
   * as a gradient penalty's, cost the same either way.
   */
  private static boolean differentiatesScores(WeightedTerm paid) {
    Set<Need> needs = paid.term().needs();
    return needs.contains(Need.INPUT_GRADIENTS)
        && (needs.contains(Need.REAL_SCORES) || needs.contains(Need.FAKE_SCORES));
  }

  PlayerOutput<Operand<T>> discriminate(Operand<T> judged, @Nullable Operand<T> under) {
    return output(judged, under).heads();
  }

  /** What a layer makes of samples, under their own labels. */
  Operand<T> features(Operand<T> judged, String layer) {
    return output(judged, labels.of(judged)).layer().apply(layer);
  }

  /** Scores of samples under their own labels, if anybody asked. */
  @Nullable Operand<T> scoresIfJudged(Operand<T> judged) {
    PassOutput<T> known = outputs.get(Labelled.of(judged, labels.ofJudged(judged)));
    return known == null ? null : known.heads().scores();
  }

  private PassOutput<T> output(Operand<T> judged, @Nullable Operand<T> under) {
    Operand<T> seen = seen(under);
    Labelled<T> key = Labelled.of(judged, seen);
    if (shared && !outputs.containsKey(key) && isRealOrFake(key)) {
      passTogether();
    }
    PassOutput<T> known = outputs.get(key);
    if (known == null) {
      known = passAlone(judged, seen);
      outputs.put(key, known);
    }
    return known;
  }

  /** The labels under which the discriminator judges; null if it sees none. */
  private @Nullable Operand<T> seen(@Nullable Operand<T> under) {
    if (!labels.seenBy(Player.DISCRIMINATOR)) {
      return null;
    }
    if (under == null) {
      throw new ProviderException(
          "a term of phase '"
              + phase.name()
              + "' judges samples without labels, and the discriminator sees labels");
    }
    return under;
  }

  /** Whether these are the real samples, or the fakes, under their own labels. */
  private boolean isRealOrFake(Labelled<T> judged) {
    return (samples.isReal(judged.values()) || samples.isFake(judged.values()))
        && judged.equals(Labelled.of(judged.values(), labels.of(judged.values())));
  }

  private PassOutput<T> passAlone(Operand<T> judged, @Nullable Operand<T> under) {
    String name =
        samples.isReal(judged)
            ? TrainingPasses.REAL
            : samples.isFake(judged) ? TrainingPasses.FAKE : "other" + others++;
    Compiled<T> compiled = passes.pass(Player.DISCRIMINATOR, name, judged, under);
    return new PassOutput<>(heads(compiled), layer -> layer(compiled, layer));
  }

  /**
   * Real samples and fakes in one pass, which saves the time of a second one. A critic's last
   * layer, which is the cheapest, is passed by each half alone: what real samples and fakes ask of
   * its bias under a hinge or Wasserstein loss cancels, and exactly so only between two sums of the
   * same form.
   */
  private void passTogether() {
    Half<T> real = half(TrainingPasses.REAL, samples.real());
    Half<T> fake = half(TrainingPasses.FAKE, samples.fake());
    Operand<T> under =
        real.labels() == null || fake.labels() == null
            ? null
            : joined(real.labels(), fake.labels());
    List<Placed> layers = network.placed();
    int together = critic ? lastWithWeights(layers) : layers.size();
    Compiled<T> trunk =
        passes.pass(
            Player.DISCRIMINATOR,
            "real-and-fake",
            layers.subList(0, together),
            joined(real.samples(), fake.samples()),
            under,
            new JoinedNoise<>(tf, real.noise(), fake.noise()));
    int rows = Math.toIntExact(real.samples().shape().get(0));
    List<Placed> apart = layers.subList(together, layers.size());
    outputs.put(Labelled.of(real.samples(), real.labels()), output(trunk, apart, real, 0, rows));
    outputs.put(Labelled.of(fake.samples(), fake.labels()), output(trunk, apart, fake, rows, rows));
  }

  private Half<T> half(String name, Operand<T> values) {
    return new Half<>(
        name, values, labels.of(values), passes.noise().ofPass(Player.DISCRIMINATOR, name, values));
  }

  private static int lastWithWeights(List<Placed> layers) {
    int last = layers.size() - 1;
    while (last > 0 && layers.get(last).parameters().isEmpty()) {
      last--;
    }
    return last;
  }

  private Operand<T> joined(Operand<T> first, Operand<T> second) {
    return tf.concat(List.of(first, second), tf.constant(0));
  }

  /** One half of what came out of the joined pass, and of the layers that it passes alone. */
  private PassOutput<T> output(
      Compiled<T> trunk, List<Placed> apart, Half<T> half, int first, int count) {
    Operand<T> shared = rows(trunk.output(), first, count);
    if (apart.isEmpty()) {
      return new PassOutput<>(
          new PlayerOutput<>(scores(tf, network, shared), rows(trunk.features(), first, count)),
          layer -> rows(layer(trunk, layer), first, count));
    }
    Compiled<T> top =
        passes.pass(Player.DISCRIMINATOR, half.name(), apart, shared, half.labels(), half.noise());
    return new PassOutput<>(
        heads(top),
        layer ->
            top.layers().containsKey(layer)
                ? layer(top, layer)
                : rows(layer(trunk, layer), first, count));
  }

  private Operand<T> rows(Operand<T> all, int first, int count) {
    int[] begin = new int[all.shape().numDimensions()];
    int[] size = new int[begin.length];
    Arrays.fill(size, -1);
    begin[0] = first;
    size[0] = count;
    return tf.slice(all, tf.constant(begin), tf.constant(size));
  }

  private PlayerOutput<Operand<T>> heads(Compiled<T> compiled) {
    return new PlayerOutput<>(scores(tf, network, compiled.output()), compiled.features());
  }

  /** Raw scores: a single one per sample loses its axis, {@code [batch, 1] → [batch]}. */
  static <T extends TFloating> Operand<T> scores(
      Ops tf, NetworkSpec discriminator, Operand<T> output) {
    return discriminator.outputShape().equals(Shape.of(1))
        ? tf.reshape(output, tf.constant(new int[] {-1}))
        : output;
  }

  private Operand<T> layer(Compiled<T> compiled, String name) {
    Operand<T> output = compiled.layers().get(name);
    if (output == null) {
      throw new ProviderException(
          "the discriminator has no layer '"
              + name
              + "'; it has "
              + network.placed().stream().map(Placed::name).collect(Collectors.joining(", ")));
    }
    return output;
  }
}
