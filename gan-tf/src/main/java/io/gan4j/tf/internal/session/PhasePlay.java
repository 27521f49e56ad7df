package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.Player;
import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.tf.internal.graph.Gradients;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.JoinedNoise;
import io.gan4j.tf.internal.graph.OneHot;
import io.gan4j.tf.internal.graph.PartNoise;
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
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
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
  private final Map<Labelled<T>, PlayerOutput<Operand<T>>> judged = new HashMap<>();
  private final Map<Labelled<T>, Operand<T>> generated = new HashMap<>();
  private final Map<Output<T>, Operand<T>> labelsOfGenerated = new HashMap<>();
  private final Map<Output<T>, Function<String, Operand<T>>> layers = new HashMap<>();
  private final Map<Player, Map<String, List<UnaryOperator<Operand<T>>>>> statistics =
      new EnumMap<>(Player.class);
  private @Nullable Operand<T> latents;
  private @Nullable Operand<T> fake;
  private @Nullable Operand<T> labels;
  private @Nullable Operand<T> fakeLabels;
  private int others;
  private boolean readsSamples;

  /**
   * What goes through a pass.
   *
   * @param values samples or latents
   * @param labels null if the player sees none
   * @param <T> the graph's float type
   */
  private record Labelled<T extends TFloating>(Output<T> values, @Nullable Output<T> labels) {
    static <T extends TFloating> Labelled<T> of(Operand<T> values, @Nullable Operand<T> labels) {
      return new Labelled<>(values.asOutput(), labels == null ? null : labels.asOutput());
    }
  }

  PhasePlay(Model<T> model, Phase phase) {
    this.model = model;
    this.phase = phase;
    this.tf = model.tf().withSubScope(scope(phase.name()));
    this.ops = new GraphOps<>(tf, model.kind().type());
    NetworkSpec discriminator = model.plan().discriminator().network();
    this.shared =
        phase.needs(Need.REAL_SCORES)
            && phase.needs(Need.FAKE_SCORES)
            && phase.terms().stream().noneMatch(PhasePlay::differentiatesScores)
            && !discriminator.mixesSamples();
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
    return noise(samplesAtOnce());
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
      fake = generated(latents(), generatorSeesLabels() ? drawnLabels() : null, "fake");
    }
    return fake;
  }

  Operand<T> labels() {
    requireDeclared(Need.LABELS, "labels");
    return realLabels();
  }

  Operand<T> fakeLabels() {
    requireDeclared(Need.FAKE_LABELS, "labels of the fakes");
    return drawnLabels();
  }

  private void requireDeclared(Need need, String what) {
    if (!phase.needs(need)) {
      throw new ProviderException(
          "a term of phase '"
              + phase.name()
              + "' uses "
              + what
              + " and does not declare that it needs them");
    }
  }

  @Nullable Operand<T> labelsOf(Operand<T> samples) {
    if (!discriminatorSeesLabels()) {
      return null;
    }
    if (isReal(samples)) {
      return realLabels();
    }
    Operand<T> labels = labelsOfGenerated.get(samples.asOutput());
    if (labels == null) {
      throw new ProviderException(
          "a term of phase '"
              + phase.name()
              + "' judges samples of its own making without their labels, and the discriminator"
              + " sees labels: judge(samples, labelsOf(real()))");
    }
    return labels;
  }

  PlayerOutput<Operand<T>> discriminate(Operand<T> samples, @Nullable Operand<T> labels) {
    Labelled<T> key = Labelled.of(samples, seen(labels));
    if (shared && !judged.containsKey(key) && isRealOrFake(key)) {
      judgeBoth();
    }
    PlayerOutput<Operand<T>> outputs = judged.get(key);
    if (outputs == null) {
      outputs = judgeAlone(samples, seen(labels));
      judged.put(key, outputs);
    }
    return outputs;
  }

  /** The labels under which the discriminator judges; null if it sees none. */
  private @Nullable Operand<T> seen(@Nullable Operand<T> labels) {
    if (!discriminatorSeesLabels()) {
      return null;
    }
    if (labels == null) {
      throw new ProviderException(
          "a term of phase '"
              + phase.name()
              + "' judges samples without labels, and the discriminator sees labels");
    }
    return labels;
  }

  Operand<T> features(Operand<T> samples, String layer) {
    if (!phase.needs(Need.FEATURES)) {
      throw new ProviderException(
          "a term of phase '"
              + phase.name()
              + "' uses the discriminator's features and does not declare that it needs them");
    }
    discriminate(samples, labelsOf(samples));
    return requireNonNull(layers.get(samples.asOutput())).apply(layer);
  }

  Operand<T> generate(Operand<T> from) {
    return generate(from, generatorSeesLabels() ? drawnLabels() : null);
  }

  Operand<T> generate(Operand<T> from, @Nullable Operand<T> labels) {
    Operand<T> shown = generatorSeesLabels() ? labels : null;
    if (latents != null
        && from.asOutput().equals(latents.asOutput())
        && (shown == null || shown.equals(fakeLabels))) {
      return fake();
    }
    Operand<T> samples = generated.get(Labelled.of(from, shown));
    return samples == null ? generated(from, shown, "other" + generated.size()) : samples;
  }

  private boolean generatorSeesLabels() {
    return model.plan().classesSeenBy(Player.GENERATOR) > 0;
  }

  private boolean discriminatorSeesLabels() {
    return model.plan().classesSeenBy(Player.DISCRIMINATOR) > 0;
  }

  private Operand<T> realLabels() {
    if (labels == null) {
      labels = OneHot.of(tf, model.inputs().labels(), classes(), model.kind().type());
    }
    return labels;
  }

  /** Drawn with the latents: the same in every phase of a draw. */
  private Operand<T> drawnLabels() {
    if (fakeLabels == null) {
      Operand<TInt64> drawn =
          graphNoise(tf.constant(model.plan().batchSize())).below("labels", classes());
      if (model.plan().accumulate() > 1) {
        drawn = PartNoise.rows(tf, drawn, model.inputs().firstRow(), samplesAtOnce());
      }
      fakeLabels = OneHot.of(tf, drawn, classes(), model.kind().type());
    }
    return fakeLabels;
  }

  private int classes() {
    LabelSpace space = model.plan().labels();
    if (space == null) {
      throw new ProviderException(
          "a term of phase '" + phase.name() + "' uses labels, and the data has none");
    }
    return space.count();
  }

  Operand<T> inputGradient(Operand<T> of, Operand<T> samples) {
    return gradients(of, List.of(samples)).get(0);
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

  /** What the discriminator said of the real samples, if anybody asked. */
  @Nullable Operand<T> realScores() {
    return scoresOf(Labelled.of(model.inputs().real(), discriminatorSeesLabels() ? labels : null));
  }

  /** What the discriminator said of the fakes, if anybody asked. */
  @Nullable Operand<T> fakeScores() {
    return fake == null
        ? null
        : scoresOf(
            Labelled.of(
                fake, discriminatorSeesLabels() ? labelsOfGenerated.get(fake.asOutput()) : null));
  }

  private @Nullable Operand<T> scoresOf(Labelled<T> samples) {
    PlayerOutput<Operand<T>> outputs = judged.get(samples);
    return outputs == null ? null : outputs.scores();
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

  /** Whether these are the real samples, or the fakes, under their own labels. */
  private boolean isRealOrFake(Labelled<T> samples) {
    return (isReal(samples.values()) || isFake(samples.values()))
        && samples.equals(Labelled.of(samples.values(), labelsOf(samples.values())));
  }

  /** Real and fake samples in one pass, which saves the time of a second one. */
  private void judgeBoth() {
    Operand<T> real = real();
    Operand<T> fakes = fake();
    Operand<T> both = tf.concat(List.of(real, fakes), tf.constant(0));
    NoiseSource<Operand<T>> noise =
        new JoinedNoise<>(tf, passNoise(real, "real"), passNoise(fakes, "fake"));
    Operand<T> ofReal = labelsOf(real);
    Operand<T> ofFakes = labelsOf(fakes);
    Operand<T> labels =
        ofReal == null || ofFakes == null
            ? null
            : tf.concat(List.of(ofReal, ofFakes), tf.constant(0));
    Compiled<T> compiled =
        compiled(both, pass(Player.DISCRIMINATOR, "real-and-fake", labels, noise));
    PlayerOutput<Operand<T>> outputs = heads(compiled);
    judged.put(Labelled.of(real, ofReal), half(outputs, 0));
    judged.put(Labelled.of(fakes, ofFakes), half(outputs, samplesAtOnce()));
    layers.put(real.asOutput(), name -> half(layer(compiled, name), 0));
    layers.put(fakes.asOutput(), name -> half(layer(compiled, name), samplesAtOnce()));
  }

  private PlayerOutput<Operand<T>> judgeAlone(Operand<T> samples, @Nullable Operand<T> labels) {
    String name = isReal(samples) ? "real" : isFake(samples) ? "fake" : "other" + others++;
    Compiled<T> compiled =
        compiled(samples, pass(Player.DISCRIMINATOR, name, labels, passNoise(samples, name)));
    layers.put(samples.asOutput(), layer -> layer(compiled, layer));
    return heads(compiled);
  }

  private NoiseSource<Operand<T>> passNoise(Operand<T> samples, String name) {
    return new ScopedNoise<>("discriminator/" + name + "/", noise(samples));
  }

  private Operand<T> generated(Operand<T> from, @Nullable Operand<T> labels, String name) {
    NoiseSource<Operand<T>> noise = new ScopedNoise<>("generator/" + name + "/", noise(from));
    Pass<T> pass = pass(Player.GENERATOR, name, labels, noise);
    Operand<T> samples =
        model.compiler().compile(model.plan().generator().network(), from, pass).output();
    generated.put(Labelled.of(from, labels), samples);
    // A discriminator may see labels where the generator does not: then they are drawn all the
    // same.
    Operand<T> judgedUnder = labels == null && discriminatorSeesLabels() ? drawnLabels() : labels;
    if (judgedUnder != null) {
      labelsOfGenerated.put(samples.asOutput(), judgedUnder);
    }
    return samples;
  }

  private Pass<T> pass(
      Player player, String name, @Nullable Operand<T> labels, NoiseSource<Operand<T>> noise) {
    ParameterSource<T> weights = model.player(player).weights();
    Map<String, List<UnaryOperator<Operand<T>>>> updates =
        statistics.computeIfAbsent(player, p -> new LinkedHashMap<>());
    return new Pass<>(
        tf.withSubScope(player.key() + "." + name),
        player.key(),
        weights,
        labels,
        noise,
        true,
        (statistic, next) -> updates.computeIfAbsent(statistic, s -> new ArrayList<>()).add(next));
  }

  private Compiled<T> compiled(Operand<T> samples, Pass<T> pass) {
    return model.compiler().compile(model.plan().discriminator().network(), samples, pass);
  }

  private static <T extends TFloating> Operand<T> layer(Compiled<T> compiled, String name) {
    Operand<T> output = compiled.layers().get(name);
    if (output == null) {
      throw new ProviderException(
          "the discriminator has no layer '"
              + name
              + "'; it has "
              + String.join(", ", compiled.layers().keySet()));
    }
    return output;
  }

  private PlayerOutput<Operand<T>> heads(Compiled<T> compiled) {
    NetworkSpec network = model.plan().discriminator().network();
    return new PlayerOutput<>(scores(ops, network, compiled.output()), compiled.features(), Map.of());
  }

  /** A single score per sample loses its axis: {@code [batch, 1] → [batch]}. */
  static <T extends TFloating> Operand<T> scores(
      GraphOps<T> ops, NetworkSpec discriminator, Operand<T> output) {
    return discriminator.outputShape().equals(Shape.of(1))
        ? ops.reshape(output, Shape.of(-1))
        : output;
  }

  private PlayerOutput<Operand<T>> half(PlayerOutput<Operand<T>> outputs, int first) {
    return new PlayerOutput<>(half(outputs.scores(), first), half(outputs.features(), first), Map.of());
  }

  private Operand<T> half(Operand<T> both, int first) {
    int[] begin = new int[both.shape().numDimensions()];
    int[] size = new int[begin.length];
    Arrays.fill(size, -1);
    begin[0] = first;
    size[0] = samplesAtOnce();
    return tf.slice(both, tf.constant(begin), tf.constant(size));
  }

  private int samplesAtOnce() {
    return model.plan().samplesAtOnce();
  }

  /** Noise for these samples. */
  private NoiseSource<Operand<T>> noise(Operand<T> samples) {
    long batch = samples.shape().get(0);
    return batch == Shape.UNKNOWN_SIZE
        ? graphNoise(GraphOps.batchOf(tf, samples))
        : noise(Math.toIntExact(batch));
  }

  /** Noise for this many samples; where the batch passes in parts, for those of this part. */
  private NoiseSource<Operand<T>> noise(int samples) {
    int parts = model.plan().accumulate();
    if (parts == 1) {
      return graphNoise(tf.constant(samples));
    }
    // A pass may hold several times as many samples as a part of the batch.
    Operand<TInt32> first =
        tf.math.mul(model.inputs().firstRow(), tf.constant(samples / samplesAtOnce()));
    return new PartNoise<>(tf, graphNoise(tf.constant(parts * samples)), first, samples);
  }

  private GraphNoise<T> graphNoise(Operand<TInt32> batch) {
    return new GraphNoise<>(
        tf,
        model.kind().type(),
        GraphNoise.training(model.plan().seed()),
        model.inputs().draw(),
        batch,
        model.tables());
  }
}
