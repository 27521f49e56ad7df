package io.gan4j.api.play;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.play.PhaseEngine.Block;
import io.gan4j.api.term.Conditions;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pairing in one phase: real samples, fakes, and what the discriminator says of them. Real
 * samples and fakes share a pass where that is exactly the same and saves time.
 *
 * @param <T> the provider's tensor
 */
final class PairingPlay<T> {
  private final PhasePlay<T> play;
  private final Pairing pairing;
  private final PhaseEngine<T> engine;
  private final List<Term> terms;
  private final boolean shared;
  private final AugmentedInputs<T> augmented;
  private final @Nullable FakeHistory<T> history;
  private int others;
  private @Nullable PlayerPass<T> judgedReal;
  private @Nullable PlayerPass<T> judgedFake;

  /**
   * @param remembers whether its fakes are in part those of earlier steps
   */
  PairingPlay(PhasePlay<T> play, Pairing pairing, boolean remembers) {
    this.play = play;
    this.pairing = pairing;
    this.engine = play.engine();
    this.terms =
        play.phase().terms().stream()
            .flatMap(
                paid ->
                    paid.term() instanceof PairingTerm own
                            && own.pairing().equals(pairing)
                            && PhasePlay.remembers(own) == remembers
                        ? Stream.of(own.term())
                        : Stream.empty())
            .toList();
    this.augmented = new AugmentedInputs<>(play, pairing);
    this.history = remembers ? new FakeHistory<>(play, pairing) : null;
    this.shared = sharesPasses(terms, play.plan(pairing.discriminator()).network());
  }

  private static boolean sharesPasses(List<Term> terms, PlayerNetwork network) {
    return needs(terms, Need.REAL_SCORES)
        && needs(terms, Need.FAKE_SCORES)
        && terms.stream().noneMatch(PairingPlay::differentiatesScores)
        && !network.mixesSamples();
  }

  private static boolean needs(List<Term> terms, Need need) {
    return terms.stream().anyMatch(term -> term.needs().contains(need));
  }

  /**
   * Whether a term wants gradients of the real or the fake scores with respect to their samples:
   * where they share a pass it would pay for both halves, twice. Gradients at samples of its own,
   * as a gradient penalty's, cost the same either way.
   */
  private static boolean differentiatesScores(Term term) {
    Set<Need> needs = term.needs();
    return needs.contains(Need.INPUT_GRADIENTS)
        && (needs.contains(Need.REAL_SCORES) || needs.contains(Need.FAKE_SCORES));
  }

  T real() {
    requireDeclared("the real samples", Need.REAL, Need.REAL_SCORES, Need.LABELS);
    return play.value(pairing.realSamples());
  }

  T latents() {
    return play.value(noise());
  }

  private Signal noise() {
    return pairing
        .made()
        .noise()
        .map(Map.Entry::getValue)
        .orElseThrow(
            () ->
                new ProviderException(
                    "a term of phase '"
                        + play.phase().name()
                        + "' uses latents, and the "
                        + pairing.generator()
                        + " takes none"));
  }

  T fake() {
    return history == null ? fresh() : history.fakes();
  }

  /** The fakes of this step. */
  private T fresh() {
    return play.value(pairing.made());
  }

  /** What comes next of the fakes that are kept, by name; nothing if none were asked for. */
  Map<String, T> nextHistory() {
    return history == null ? Map.of() : history.next();
  }

  T labels() {
    requireDeclared("labels", Need.LABELS);
    return pairing.realSamples() instanceof Signal.Data data
        ? play.labels(data.side())
        : labelsOf(play.value(pairing.realSamples()));
  }

  T fakeLabels() {
    requireDeclared("labels of the fakes", Need.FAKE_LABELS);
    return play.labelsFor(pairing.made());
  }

  Conditions<T> conditionsOf(T made) {
    T samples = engine.shared(made);
    return new Conditions<>(
        play.seesLabels(pairing.discriminator()) ? labelsOf(samples) : null, further(samples));
  }

  private T labelsOf(T samples) {
    return play.labelsOf(samples)
        .orElseThrow(
            () ->
                new ProviderException(
                    ofItsOwnMaking() + "without their labels, and the discriminator sees labels"));
  }

  private String ofItsOwnMaking() {
    return "a term of phase '"
        + play.phase().name()
        + "' judges samples of its own making (discriminate(samples, conditionsOf(real()))) ";
  }

  /** What the discriminator's further inputs are connected to. */
  private Map<String, T> further(T samples) {
    if (pairing.real().size() == 1) {
      return Map.of();
    }
    if (isReal(samples)) {
      return further(pairing.real());
    }
    if (isFake(samples)) {
      return further(pairing.fake());
    }
    throw new ProviderException(
        ofItsOwnMaking()
            + "without what the "
            + pairing.discriminator()
            + " sees beside them: "
            + pairing.real().keySet());
  }

  private Map<String, T> further(Map<String, Signal> signals) {
    Map<String, T> further = new LinkedHashMap<>();
    signals.forEach(
        (name, signal) -> {
          if (!name.equals(Signal.SAMPLES)) {
            further.put(name, play.value(signal));
          }
        });
    return further;
  }

  private boolean isReal(T samples) {
    return isValueOf(pairing.realSamples(), samples);
  }

  private boolean isFake(T samples) {
    return history == null ? isValueOf(pairing.made(), samples) : history.gave(samples);
  }

  private boolean isValueOf(Signal signal, T samples) {
    return play.valueIfKnown(signal).filter(known -> play.same(known, samples)).isPresent();
  }

  /** What the generator makes of other latents, for the labels of the fakes if it sees any. */
  T generate(T latents) {
    return generate(
        latents, play.seesLabels(pairing.generator()) ? play.labelsFor(pairing.made()) : null);
  }

  /**
   * What the generator makes of latents for labels.
   *
   * @param wanted one-hot; not used if the generator sees none
   */
  T generate(T own, @Nullable T wanted) {
    T latents = engine.shared(own);
    Signal.Made made = pairing.made();
    T seen = wanted == null || !play.seesLabels(made.player()) ? null : engine.shared(wanted);
    if (isValueOf(noise(), latents) && (seen == null || play.same(seen, play.labelsFor(made)))) {
      return fresh();
    }
    Map<String, T> inputs = new LinkedHashMap<>();
    made.inputs()
        .forEach(
            (name, input) -> inputs.put(name, input.equals(noise()) ? latents : play.value(input)));
    T samples = play.passOther(made.player(), inputs, seen).output(made.output());
    play.madeFor(samples, () -> seen == null ? play.labelsFor(made) : seen);
    return samples;
  }

  PlayerOutput<T> discriminate(T samples, Conditions<T> conditions) {
    PlayerPass<T> pass = judged(samples, conditions);
    return new PlayerOutput<>(pass.output(Signal.SCORES), pass.features());
  }

  T features(T samples, String layer) {
    requireDeclared("the discriminator's features", Need.FEATURES);
    return judged(samples, conditionsOf(samples)).layers().apply(layer);
  }

  /**
   * The probability of the next step with which the discriminator's samples are changed; empty if
   * it is not steered, or this phase did not train it on both kinds of samples.
   */
  Optional<T> nextProbability() {
    return realScores()
        .flatMap(real -> fakeScores().flatMap(fake -> augmented.nextProbability(real, fake)));
  }

  Optional<T> realScores() {
    return Optional.ofNullable(judgedReal).map(pass -> pass.output(Signal.SCORES));
  }

  Optional<T> fakeScores() {
    return Optional.ofNullable(judgedFake).map(pass -> pass.output(Signal.SCORES));
  }

  private PlayerPass<T> judged(T made, Conditions<T> conditions) {
    T samples = engine.shared(made);
    T seen = seen(conditions);
    Map<String, T> inputs = inputs(samples, conditions.further());
    boolean real = isReal(samples) && isOwn(samples, seen, inputs);
    boolean fake = isFake(samples) && isOwn(samples, seen, inputs);
    PlayerPasses<T> passes = play.passes(pairing.discriminator());
    if (shared && (real || fake) && !passes.isKnown(inputs, seen)) {
      passTogether(passes);
    }
    PlayerPass<T> pass =
        passes.isKnown(inputs, seen)
            ? passes.pass("", inputs, seen)
            : scored(pass(passes, passName(samples), inputs, seen));
    passes.remember(inputs, seen, pass);
    if (real) {
      judgedReal = pass;
    }
    if (fake) {
      judgedFake = pass;
    }
    return pass;
  }

  private PlayerPass<T> pass(
      PlayerPasses<T> passes, String name, Map<String, T> inputs, @Nullable T seen) {
    return passes.pass(name, augmented.inputs(name, inputs), seen);
  }

  private Map<String, T> inputs(T samples, Map<String, T> further) {
    Map<String, T> inputs = new LinkedHashMap<>();
    inputs.put(Signal.SAMPLES, samples);
    inputs.putAll(further);
    return inputs;
  }

  /** The labels under which the discriminator judges; null if it sees none. */
  private @Nullable T seen(Conditions<T> conditions) {
    if (!play.seesLabels(pairing.discriminator())) {
      return null;
    }
    T under = conditions.labels();
    if (under == null) {
      throw new ProviderException(
          "a term of phase '"
              + play.phase().name()
              + "' judges samples without labels, and the discriminator sees labels");
    }
    return engine.shared(under);
  }

  /** Whether samples are judged under their own conditions. */
  private boolean isOwn(T samples, @Nullable T seen, Map<String, T> inputs) {
    if (seen != null && !play.same(seen, labelsOf(samples))) {
      return false;
    }
    Map<String, T> own = further(samples);
    return own.entrySet().stream()
        .allMatch(
            entry -> {
              T given = inputs.get(entry.getKey());
              return given != null && play.same(given, entry.getValue());
            });
  }

  private String passName(T samples) {
    if (isReal(samples)) {
      return prefix() + "real";
    }
    return prefix() + (isFake(samples) ? fakeName() : "other" + others++);
  }

  private String fakeName() {
    return history == null ? "fake" : "history";
  }

  private String prefix() {
    return pairing.isStandard() ? "" : pairing.name() + ".";
  }

  /** Real samples and fakes in one pass, which saves the time of a second one. */
  private void passTogether(PlayerPasses<T> passes) {
    Block<T> real = block("real", play.value(pairing.realSamples()));
    Block<T> fake = block(fakeName(), fake());
    boolean critic = play.scoreKind(pairing) == ScoreKind.CRITIC;
    List<PlayerPass<T>> both = passes.together(List.of(changed(real), changed(fake)), critic);
    judgedReal = scored(both.get(0));
    judgedFake = scored(both.get(1));
    passes.remember(real.inputs(), real.labels(), judgedReal);
    passes.remember(fake.inputs(), fake.labels(), judgedFake);
  }

  private Block<T> changed(Block<T> block) {
    return new Block<>(
        block.pass(), augmented.inputs(block.pass(), block.inputs()), block.labels());
  }

  private Block<T> block(String name, T samples) {
    return new Block<>(
        prefix() + name,
        inputs(samples, further(samples)),
        play.seesLabels(pairing.discriminator()) ? labelsOf(samples) : null);
  }

  /** With scores of the usual shape. */
  private PlayerPass<T> scored(PlayerPass<T> pass) {
    Map<String, T> outputs = new LinkedHashMap<>(pass.outputs());
    outputs.put(Signal.SCORES, play.scores(pairing.discriminator(), pass));
    return new PlayerPass<>(outputs, pass.features(), pass.layers());
  }

  List<T> kernels(PlayerRole role) {
    return pairing.players(role).stream()
        .flatMap(player -> engine.kernels(player).stream())
        .toList();
  }

  /** Refuses what no term of the phase declares that it needs. */
  private void requireDeclared(String what, Need... anyOf) {
    if (!terms.isEmpty() && Stream.of(anyOf).noneMatch(need -> needs(terms, need))) {
      throw new ProviderException(
          "a term of phase '"
              + play.phase().name()
              + "' uses "
              + what
              + " and does not declare that it needs them");
    }
  }
}
