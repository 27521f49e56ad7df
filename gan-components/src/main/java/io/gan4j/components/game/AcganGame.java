package io.gan4j.components.game;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.GameContext;
import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.PlainNumber;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.TermValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A generator of samples of a class, and a discriminator that also says the class: {@code classes},
 * a part of its network. It learns classes from real samples and from fakes; the generator wants
 * its fakes to be told as what they were made for (Odena et al. 2017, equations 2 and 3).
 */
@Doc(
    value = "A generator of samples of a class, and a discriminator that says the class too",
    paper = "Odena et al. 2017, AC-GAN, equations 2 and 3")
public record AcganGame(
    @Doc("Factor on the cross-entropy of the classes, of real samples and of fakes")
        @Default("1")
        @PlainNumber
        Schedule classification)
    implements Game {

  /** The output of the discriminator that has a score per class. */
  public static final String CLASSES = "classes";

  private static final String OF_REAL = "real-classes";
  private static final String OF_FAKES = "fake-classes";
  private static final Signal.Made MADE =
      Signal.Made.of(
          Player.GENERATOR, Signal.LATENTS, new Signal.Noise(Signal.LATENTS), Signal.SAMPLES);

  private static Signal classesOf(Signal samples) {
    return Signal.Made.of(Player.DISCRIMINATOR, Signal.SAMPLES, samples, CLASSES);
  }

  @Override
  public List<Seat> seats() {
    Map<String, Port> said = new LinkedHashMap<>();
    said.put(Signal.SCORES, new Port.Scores());
    said.put(CLASSES, new Port.ClassScores(Pairing.DATA));
    return List.of(
        Seat.generator(Player.GENERATOR, Signal.LATENTS, Pairing.DATA),
        new Seat(
            Player.DISCRIMINATOR, Map.of(Signal.SAMPLES, new Port.Samples(Pairing.DATA)), said));
  }

  @Override
  public List<Pairing> pairings() {
    return List.of(Pairing.STANDARD);
  }

  @Override
  public Map<Player, String> conflicts(Map<Player, PlayerNetwork> networks) {
    Map<Player, String> conflicts = new LinkedHashMap<>();
    if (!seesLabels(networks, Player.GENERATOR)) {
      conflicts.put(
          Player.GENERATOR,
          "must see the classes that it makes samples of: {type: conditional, of: …}");
    }
    if (seesLabels(networks, Player.DISCRIMINATOR)) {
      conflicts.put(
          Player.DISCRIMINATOR, "must not see the classes of samples, for it is to tell them");
    }
    return conflicts;
  }

  private static boolean seesLabels(Map<Player, PlayerNetwork> networks, Player player) {
    return Objects.requireNonNull(networks.get(player)).seesLabels();
  }

  @Override
  public Map<String, GameTerm> terms() {
    Map<String, GameTerm> terms = new LinkedHashMap<>();
    terms.put(OF_REAL, new RealClasses());
    terms.put(OF_FAKES, new FakeClasses());
    return terms;
  }

  @Override
  public Map<String, Schedule> weights() {
    return Map.of(OF_REAL, classification, OF_FAKES, classification);
  }

  /** {@code −E log P(c | x)} of real samples x of the class c. */
  record RealClasses() implements GameTerm {

    @Override
    public Set<Player> paidBy() {
      return Set.of(Player.DISCRIMINATOR);
    }

    @Override
    public Set<String> sides() {
      return Set.of(Pairing.DATA);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.REAL, Need.LABELS);
    }

    @Override
    public boolean isMeanOverSamples() {
      return true;
    }

    @Override
    public <T> TermValue<T> apply(GameContext<T> context) {
      return TermValue.of(
          SoftmaxCrossEntropy.mean(
              context.ops(),
              context.value(classesOf(new Signal.Data(Pairing.DATA))),
              context.labels(Pairing.DATA)));
    }
  }

  /** {@code −E log P(c | G(z, c))}, for the classes c that fakes are made for. */
  record FakeClasses() implements GameTerm {

    @Override
    public Set<Player> paidBy() {
      return Set.of(Player.GENERATOR, Player.DISCRIMINATOR);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.FAKE_LABELS);
    }

    @Override
    public boolean isMeanOverSamples() {
      return true;
    }

    @Override
    public <T> TermValue<T> apply(GameContext<T> context) {
      return TermValue.of(
          SoftmaxCrossEntropy.mean(
              context.ops(), context.value(classesOf(MADE)), context.labelsOf(MADE)));
    }
  }
}
