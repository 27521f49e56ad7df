package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.term.Heads;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.NoiseSource;
import io.gan4j.api.training.Phase;
import io.gan4j.tf.internal.graph.Gradients;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.JoinedNoise;
import io.gan4j.tf.internal.graph.ScopedNoise;
import io.gan4j.tf.internal.network.NetworkCompiler.Compiled;
import io.gan4j.tf.internal.network.ParameterSource;
import io.gan4j.tf.internal.network.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * One phase's play, shared by all of its terms: everything is computed at most once. A pass's noise
 * is named after what goes through the pass, so that the same samples meet the same masks in
 * another phase of the same draw, and whether they share the pass or not.
 *
 * @param <T> the graph's float type
 */
final class PhasePlay<T extends TFloating> {
  private final Model<T> model;
  private final Phase phase;
  private final Ops tf;
  private final GraphOps<T> ops;
  private final boolean shared;
  private final Map<Output<T>, Heads<Operand<T>>> judged = new HashMap<>();
  private final Map<Output<T>, Operand<T>> generated = new HashMap<>();
  private final Map<Player, Map<String, List<UnaryOperator<Operand<T>>>>> statistics =
      new EnumMap<>(Player.class);
  private @Nullable Operand<T> latents;
  private @Nullable Operand<T> fake;
  private @Nullable Operand<T> labels;
  private boolean readsSamples;

  PhasePlay(Model<T> model, Phase phase) {
    this.model = model;
    this.phase = phase;
    this.tf = model.tf().withSubScope(scope(phase.name()));
    this.ops = new GraphOps<>(tf, model.kind().type());
    NetworkSpec discriminator = model.plan().discriminator().network();
    // A term that wants gradients with respect to one half only would pay for both.
    this.shared =
        phase.needs(Need.REAL_SCORES)
            && phase.needs(Need.FAKE_SCORES)
            && !phase.needs(Need.INPUT_GRADIENTS)
            && !discriminator.mixesSamples();
  }

  private static String scope(String phase) {
    return "phase." + phase.replaceAll("[^A-Za-z0-9_.\\-]", "");
  }

  Ops tf() {
    return tf;
  }

  GraphOps<T> ops() {
    return ops;
  }

  Model<T> model() {
    return model;
  }

  /** Noise of this phase's draw for a batch of the usual size. */
  NoiseSource<Operand<T>> noise() {
    return noise(tf.constant(model.plan().batchSize()));
  }

  Operand<T> real() {
    if (!needsSamples()) {
      throw new ProviderException(
          "a term of phase '"
              + phase.name()
              + "' uses the real samples and does not declare that it needs them");
    }
    readsSamples = true;
    return model.inputs().real();
  }

  Operand<T> latents() {
    if (latents == null) {
      latents = model.plan().latents().draw(ops, new ScopedNoise<>("latents/", noise()));
    }
    return latents;
  }

  Operand<T> fake() {
    if (fake == null) {
      fake = generate(latents(), "fake");
      generated.put(latents().asOutput(), fake);
    }
    return fake;
  }

  Operand<T> labels() {
    LabelSpace space = model.plan().labels();
    if (!phase.needs(Need.LABELS) || space == null) {
      throw new ProviderException(
          "a term of phase '"
              + phase.name()
              + (space == null
                  ? "' uses labels, and the data has none"
                  : "' uses labels and does not declare that it needs them"));
    }
    if (labels == null) {
      labels =
          tf.oneHot(
              model.inputs().labels(),
              tf.constant(space.count()),
              ops.constant(1),
              ops.constant(0));
    }
    return labels;
  }

  Heads<Operand<T>> judge(Operand<T> samples) {
    Heads<Operand<T>> heads = judged.get(samples.asOutput());
    if (heads == null) {
      if (shared && (isReal(samples) || isFake(samples))) {
        judgeBoth();
        heads = judge(samples);
      } else {
        heads = judgeAlone(samples);
        judged.put(samples.asOutput(), heads);
      }
    }
    return heads;
  }

  Operand<T> generate(Operand<T> from) {
    if (latents != null && from.asOutput().equals(latents.asOutput())) {
      return fake();
    }
    Operand<T> samples = generated.get(from.asOutput());
    if (samples == null) {
      samples = generate(from, "other" + generated.size());
      generated.put(from.asOutput(), samples);
    }
    return samples;
  }

  Operand<T> inputGradient(Operand<T> of, Operand<T> samples) {
    return Gradients.of(tf, of, List.of(samples)).get(0);
  }

  /** What the discriminator said of the real samples, if anybody asked. */
  @Nullable Operand<T> realScores() {
    Heads<Operand<T>> heads = judged.get(model.inputs().real().asOutput());
    return heads == null ? null : heads.scores();
  }

  /** What the discriminator said of the fakes, if anybody asked. */
  @Nullable Operand<T> fakeScores() {
    Heads<Operand<T>> heads = fake == null ? null : judged.get(fake.asOutput());
    return heads == null ? null : heads.scores();
  }

  /** Whether the phase has to be fed real samples. */
  boolean readsSamples() {
    return readsSamples;
  }

  /** Whether the phase has to be fed labels. */
  boolean readsLabels() {
    return labels != null;
  }

  /** The next values of a player's statistics, by full name: every pass's update in turn. */
  Map<String, Operand<T>> nextStatistics(Player player) {
    Map<String, Operand<T>> next = new LinkedHashMap<>();
    statistics
        .getOrDefault(player, Map.of())
        .forEach(
            (name, updates) -> {
              Operand<T> value = model.player(player).parameter(name).variable().read();
              for (UnaryOperator<Operand<T>> update : updates) {
                value = update.apply(value);
              }
              next.put(name, value);
            });
    return next;
  }

  private boolean needsSamples() {
    return phase.needs(Need.REAL) || phase.needs(Need.REAL_SCORES) || phase.needs(Need.LABELS);
  }

  private boolean isReal(Operand<T> samples) {
    return samples.asOutput().equals(model.inputs().real().asOutput());
  }

  private boolean isFake(Operand<T> samples) {
    return fake != null && samples.asOutput().equals(fake.asOutput());
  }

  /** Real and fake samples in one pass, which saves the time of a second one. */
  private void judgeBoth() {
    Operand<T> real = real();
    Operand<T> fakes = fake();
    Operand<T> both = tf.concat(List.of(real, fakes), tf.constant(0));
    NoiseSource<Operand<T>> noise =
        new JoinedNoise<>(tf, passNoise(real, "real"), passNoise(fakes, "fake"));
    Heads<Operand<T>> heads = heads(both, discriminatorPass("real-and-fake", noise));
    judged.put(real.asOutput(), half(heads, 0));
    judged.put(fakes.asOutput(), half(heads, model.plan().batchSize()));
  }

  private Heads<Operand<T>> judgeAlone(Operand<T> samples) {
    String name = isReal(samples) ? "real" : isFake(samples) ? "fake" : "other" + judged.size();
    return heads(samples, discriminatorPass(name, passNoise(samples, name)));
  }

  private Pass<T> discriminatorPass(String name, NoiseSource<Operand<T>> noise) {
    return pass(Player.DISCRIMINATOR, name, noise);
  }

  private NoiseSource<Operand<T>> passNoise(Operand<T> samples, String name) {
    return new ScopedNoise<>("discriminator/" + name + "/", noise(batchOf(samples)));
  }

  private Operand<T> generate(Operand<T> from, String name) {
    NoiseSource<Operand<T>> noise =
        new ScopedNoise<>("generator/" + name + "/", noise(batchOf(from)));
    Pass<T> pass = pass(Player.GENERATOR, name, noise);
    return model.compiler().compile(model.plan().generator().network(), from, pass).output();
  }

  private Pass<T> pass(Player player, String name, NoiseSource<Operand<T>> noise) {
    ParameterSource<T> weights = model.player(player).weights();
    Map<String, List<UnaryOperator<Operand<T>>>> updates =
        statistics.computeIfAbsent(player, p -> new LinkedHashMap<>());
    return new Pass<>(
        tf.withSubScope(player.key() + "." + name),
        player.key(),
        weights,
        noise,
        true,
        (statistic, next) -> updates.computeIfAbsent(statistic, s -> new ArrayList<>()).add(next));
  }

  private Heads<Operand<T>> heads(Operand<T> samples, Pass<T> pass) {
    NetworkSpec network = model.plan().discriminator().network();
    Compiled<T> compiled = model.compiler().compile(network, samples, pass);
    return new Heads<>(scores(ops, network, compiled.output()), compiled.features(), Map.of());
  }

  /** A single score per sample loses its axis: {@code [batch, 1] → [batch]}. */
  static <T extends TFloating> Operand<T> scores(
      GraphOps<T> ops, NetworkSpec discriminator, Operand<T> output) {
    return discriminator.outputShape().equals(Shape.of(1))
        ? ops.reshape(output, Shape.of(-1))
        : output;
  }

  private Heads<Operand<T>> half(Heads<Operand<T>> heads, int first) {
    return new Heads<>(half(heads.scores(), first), half(heads.features(), first), Map.of());
  }

  private Operand<T> half(Operand<T> both, int first) {
    int[] begin = new int[both.shape().numDimensions()];
    int[] size = new int[begin.length];
    Arrays.fill(size, -1);
    begin[0] = first;
    size[0] = model.plan().batchSize();
    return tf.slice(both, tf.constant(begin), tf.constant(size));
  }

  private Operand<TInt32> batchOf(Operand<T> samples) {
    long batch = samples.shape().get(0);
    return batch == Shape.UNKNOWN_SIZE
        ? GraphOps.batchOf(tf, samples)
        : tf.constant(Math.toIntExact(batch));
  }

  private NoiseSource<Operand<T>> noise(Operand<TInt32> batch) {
    return new GraphNoise<>(
        tf,
        model.kind().type(),
        GraphNoise.training(model.plan().seed()),
        model.inputs().draw(),
        batch,
        model.tables());
  }
}
