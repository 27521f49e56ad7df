package io.gan4j.api.play;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.Range;
import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PairingPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * One phase, shared by all of its terms: everything is computed at most once, in the order in which
 * it is asked for.
 *
 * @param <T> the provider's tensor
 */
public final class PhasePlay<T> {
  private final GanPlan plan;
  private final Phase phase;
  private final PhaseEngine<T> engine;
  private final Map<Signal, T> values = new HashMap<>();
  private final Map<Player, PlayerPasses<T>> passes = new HashMap<>();
  private final Map<Pairing, PairingPlay<T>> pairings = new LinkedHashMap<>();

  /** The same for what discriminators pay for fakes of earlier steps too. */
  private final Map<Pairing, PairingPlay<T>> remembering = new LinkedHashMap<>();

  private final Map<String, T> labels = new HashMap<>();
  private final Map<String, T> drawnLabels = new HashMap<>();

  /** By a tensor's identity: the labels that go with it. */
  private final Map<Object, Supplier<T>> labelsOf = new HashMap<>();

  public PhasePlay(GanPlan plan, Phase phase, PhaseEngine<T> engine) {
    this.plan = plan;
    this.phase = phase;
    this.engine = engine;
  }

  /**
   * The value of a term.
   *
   * @param states what the term carries, by name, before this step
   */
  public TermValue<T> value(WeightedTerm paid, Map<String, T> states) {
    return paid.term().apply(new TermPlay<>(this, paid.name(), states, remembers(paid.term())));
  }

  /** Whether the fakes of a term are in part those of earlier steps: the discriminator's alone. */
  static boolean remembers(GameTerm term) {
    return term instanceof PairingTerm own
        && own.pairing().history() > 0
        && own.paidBy().equals(Set.of(own.pairing().discriminator()));
  }

  /** Raw scores of the real samples of a pairing; empty if no term asked for them. */
  public Optional<T> realScores(Pairing pairing) {
    return scores(pairing, PairingPlay::realScores);
  }

  /** Raw scores of the fakes of a pairing; empty if no term asked for them. */
  public Optional<T> fakeScores(Pairing pairing) {
    return scores(pairing, PairingPlay::fakeScores);
  }

  /** Those that the discriminator paid for, or else that the generators did. */
  private Optional<T> scores(Pairing pairing, Function<PairingPlay<T>, Optional<T>> which) {
    return Optional.ofNullable(remembering.get(pairing))
        .flatMap(which)
        .or(() -> Optional.ofNullable(pairings.get(pairing)).flatMap(which));
  }

  /**
   * The next values of numbers that are carried, by name, once all terms are valued; those that
   * this phase does not move are left out.
   */
  public Map<String, T> nextCarried() {
    Map<String, T> next = new LinkedHashMap<>();
    Stream.of(remembering, pairings)
        .flatMap(plays -> plays.entrySet().stream())
        .forEach(
            play ->
                play.getValue()
                    .nextProbability()
                    .ifPresent(
                        probability ->
                            next.putIfAbsent(
                                GanPlan.probabilityOf(play.getKey().discriminator()),
                                probability)));
    return next;
  }

  /** The next values of {@link GanPlan#histories}, by name; of those that this phase asked for. */
  public Map<String, T> nextHistories() {
    Map<String, T> next = new LinkedHashMap<>();
    remembering.values().forEach(its -> next.putAll(its.nextHistory()));
    return next;
  }

  int batchSize() {
    return plan.batchSize();
  }

  PhaseEngine<T> engine() {
    return engine;
  }

  Phase phase() {
    return phase;
  }

  PlayerPlan plan(Player player) {
    return plan.player(player);
  }

  /** The range of the samples that a player judges. */
  Range range(Player player) {
    return plan.side(plan(player).side()).samples().range();
  }

  /**
   * A pairing.
   *
   * @param remembers whether its fakes are in part those of earlier steps
   */
  PairingPlay<T> in(Pairing pairing, boolean remembers) {
    Map<Pairing, PairingPlay<T>> plays = remembers ? remembering : pairings;
    PairingPlay<T> play = plays.get(pairing);
    if (play == null) {
      play = new PairingPlay<>(this, pairing, remembers);
      plays.put(pairing, play);
    }
    return play;
  }

  GanPlan plan() {
    return plan;
  }

  ScoreKind scoreKind(Pairing pairing) {
    return plan.pairings().stream()
        .filter(known -> known.pairing().equals(pairing))
        .map(PairingPlan::scoreKind)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no pairing " + pairing.name()));
  }

  /** Whether two handles are of the same tensor. */
  boolean same(T one, T other) {
    return engine.identity(one).equals(engine.identity(other));
  }

  /** A signal's tensor. */
  T value(Signal signal) {
    T known = values.get(signal);
    if (known == null) {
      known = computed(signal);
      values.put(signal, known);
    }
    return known;
  }

  /** A signal's tensor, if anybody asked for it. */
  Optional<T> valueIfKnown(Signal signal) {
    return Optional.ofNullable(values.get(signal));
  }

  private T computed(Signal signal) {
    if (signal instanceof Signal.Data data) {
      T samples = engine.samples(data.side());
      labelsOf.put(engine.identity(samples), () -> labels(data.side()));
      return samples;
    }
    if (signal instanceof Signal.Noise noise) {
      return engine.latents(noise.latents());
    }
    return made((Signal.Made) signal);
  }

  private T made(Signal.Made made) {
    Map<String, T> inputs = new LinkedHashMap<>();
    made.inputs().forEach((name, input) -> inputs.put(name, value(input)));
    T seen = seesLabels(made.player()) ? labelsFor(made) : null;
    T output = passes(made.player()).pass(name(made), inputs, seen).output(made.output());
    labelsOf.put(engine.identity(output), () -> labelsFor(made));
    return output;
  }

  /** The name of its pass: equal inputs meet equal masks and noise in every phase of a draw. */
  private static String name(Signal.Made made) {
    if (made.equals(Pairing.STANDARD.made())) {
      return "fake";
    }
    return String.join("+", made.inputs().values().stream().map(Signal::text).toList());
  }

  /** The labels that something is made for: those of what it is made from, or else drawn ones. */
  T labelsFor(Signal.Made made) {
    LabelSource source = LabelSource.of(made, player -> plan(player).side(), plan::holderOfLabels);
    return source.drawn() ? drawnLabels(source.side()) : labels(source.side());
  }

  /**
   * What a player makes of tensors of a term's own making.
   *
   * @param seen labels; null if it sees none
   */
  PlayerPass<T> passOther(Player player, Map<String, T> inputs, @Nullable T seen) {
    return passes(player).passOther(inputs, seen);
  }

  /** Remembers what samples were made for. */
  void madeFor(T samples, Supplier<T> madeLabels) {
    labelsOf.put(engine.identity(samples), madeLabels);
  }

  /** The labels that go with a tensor; empty if none are known. */
  Optional<T> labelsOf(T samples) {
    return Optional.ofNullable(labelsOf.get(engine.identity(samples))).map(Supplier::get);
  }

  PlayerPasses<T> passes(Player player) {
    return passes.computeIfAbsent(player, p -> new PlayerPasses<>(p, plan(p).network(), engine));
  }

  boolean seesLabels(Player player) {
    return plan.classesSeenBy(player) > 0;
  }

  /** The labels of the samples of a side. */
  T labels(String side) {
    return labels.computeIfAbsent(requireLabels(side), engine::labels);
  }

  /**
   * The labels that fakes of a side are made for: drawn with the latents, or those of the side's
   * samples by their place.
   */
  T drawnLabels(String side) {
    if (plan.fakeLabels() instanceof FakeLabels.OfBatch) {
      return labels(side);
    }
    return drawnLabels.computeIfAbsent(requireLabels(side), engine::drawnLabels);
  }

  /** The side that holds the labels of a side's samples. */
  private String requireLabels(String side) {
    return plan.holderOfLabels(side)
        .orElseThrow(
            () ->
                new ProviderException(
                    "a term of phase '" + phase.name() + "' uses labels, and the data has none"));
  }

  /**
   * Gradients of the sum of a tensor with respect to others.
   *
   * @throws ProviderException if there is something in between that cannot be differentiated
   */
  public List<T> gradients(T of, List<T> others) {
    try {
      return engine.gradients(of, others);
    } catch (ProviderException e) {
      throw new ProviderException(
          "phase '" + phase.name() + "' cannot be trained: " + e.getMessage() + secondOrder(), e);
    }
  }

  /** Who wants gradients of gradients, which many operations do not have. */
  private String secondOrder() {
    List<String> wanting = new ArrayList<>();
    for (WeightedTerm paid : phase.terms()) {
      if (paid.term().needs().contains(Need.INPUT_GRADIENTS)) {
        wanting.add("'" + paid.name() + "'");
      }
    }
    return wanting.isEmpty()
        ? ""
        : "; gradients of gradients are wanted by " + String.join(", ", wanting);
  }

  /** Raw scores: a single one per sample loses its axis, {@code [batch, 1] → [batch]}. */
  T scores(Player discriminator, PlayerPass<T> pass) {
    T output = pass.output(Signal.SCORES);
    return plan(discriminator).network().outputShape(Signal.SCORES).equals(Shape.of(1))
        ? engine.ops().reshape(output, Shape.of(Shape.UNKNOWN_SIZE))
        : output;
  }
}
