package io.gan4j.api.game;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.Check;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A discriminator, and the real and the fake that it tells apart. Losses and penalties are written
 * for one pairing.
 *
 * @param name unique in a game
 * @param discriminator who judges
 * @param real what its inputs are connected to for the real, by the input's name; one of them is
 *     {@code samples}
 * @param fake the same for the fake; its samples are made by a player
 * @param generators who pays what a term asks of the generator: those who want the fake taken for
 *     real
 * @param encoders who wants the real taken for fake: those who make what is judged beside real
 *     samples. They pay {@link io.gan4j.api.term.Loss#encoderTerm}. None in most games
 * @param history fakes of earlier steps that are kept, or a few more: what the discriminator alone
 *     pays for, it pays half for fakes of this step and half for earlier ones (Shrivastava et al.
 *     2017, section 2.3). 0: none. With a history the discriminator sees samples alone
 */
public record Pairing(
    String name,
    Player discriminator,
    Map<String, Signal> real,
    Map<String, Signal> fake,
    Set<Player> generators,
    Set<Player> encoders,
    int history) {

  /** The side of the data, and the latents, of the standard game. */
  public static final String DATA = "data";

  /** The pairing of the standard game: the data against what the generator makes of latents. */
  public static final Pairing STANDARD =
      between("standard", Player.GENERATOR, Signal.LATENTS, Player.DISCRIMINATOR, DATA);

  public Pairing {
    real = inOrder(real);
    fake = inOrder(fake);
    generators = Collections.unmodifiableSet(new LinkedHashSet<>(generators));
    encoders = Collections.unmodifiableSet(new LinkedHashSet<>(encoders));
    Check.notEmpty("generators", generators);
    Check.rule(
        real.keySet().equals(fake.keySet()) && real.containsKey(Signal.SAMPLES),
        "real",
        "must connect the same inputs as the fake (" + fake.keySet() + "), samples among them",
        real.keySet());
    Check.rule(
        fake.get(Signal.SAMPLES) instanceof Signal.Made,
        "fake",
        "must connect samples to what a player makes",
        fake);
    Check.notNegative("history", history);
    Check.rule(
        history == 0 || real.size() == 1,
        "history",
        "must be 0 where the discriminator sees more than samples (" + real.keySet() + ")",
        history);
  }

  /** One without encoders and without fakes of earlier steps. */
  public Pairing(
      String name,
      Player discriminator,
      Map<String, Signal> real,
      Map<String, Signal> fake,
      Set<Player> generators) {
    this(name, discriminator, real, fake, generators, Set.of(), 0);
  }

  /** One with encoders, and without fakes of earlier steps. */
  public Pairing(
      String name,
      Player discriminator,
      Map<String, Signal> real,
      Map<String, Signal> fake,
      Set<Player> generators,
      Set<Player> encoders) {
    this(name, discriminator, real, fake, generators, encoders, 0);
  }

  /** One with fakes of earlier steps, and without encoders. */
  public Pairing(
      String name,
      Player discriminator,
      Map<String, Signal> real,
      Map<String, Signal> fake,
      Set<Player> generators,
      int history) {
    this(name, discriminator, real, fake, generators, Set.of(), history);
  }

  /**
   * A generator of samples from latents against a discriminator of samples.
   *
   * @param latents their name
   * @param side of the data
   */
  public static Pairing between(
      String name, Player generator, String latents, Player discriminator, String side) {
    return new Pairing(
        name,
        discriminator,
        Map.of(Signal.SAMPLES, new Signal.Data(side)),
        Map.of(
            Signal.SAMPLES,
            Signal.Made.of(generator, Signal.LATENTS, new Signal.Noise(latents), Signal.SAMPLES)),
        Set.of(generator));
  }

  private static Map<String, Signal> inOrder(Map<String, Signal> signals) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(signals));
  }

  /** What makes the fake samples. */
  public Signal.Made made() {
    return (Signal.Made) signal(fake);
  }

  /** The real samples. */
  public Signal realSamples() {
    return signal(real);
  }

  /** Who makes the fake samples. */
  public Player generator() {
    return made().player();
  }

  /** Who plays a role. */
  public Set<Player> players(PlayerRole role) {
    return role == PlayerRole.GENERATOR ? generators : Set.of(discriminator);
  }

  /** The sides of the data behind the real. */
  public Set<String> realSides() {
    return sides(real.values());
  }

  /** The sides of the data behind the fake; none where it is made of latents alone. */
  public Set<String> fakeSides() {
    return sides(fake.values());
  }

  /** Whether it is the standard game's. */
  public boolean isStandard() {
    return name.equals(STANDARD.name());
  }

  /** What names of its terms begin with: nothing in the standard game. */
  public String prefix() {
    return isStandard() ? "" : name + "/";
  }

  private static Signal signal(Map<String, Signal> signals) {
    Signal samples = signals.get(Signal.SAMPLES);
    if (samples == null) {
      throw new IllegalStateException("no samples among " + signals.keySet());
    }
    return samples;
  }

  private static Set<String> sides(Collection<Signal> signals) {
    Set<String> sides = new LinkedHashSet<>();
    signals.forEach(signal -> sides.addAll(signal.sides()));
    return sides;
  }

  /** Everybody in it, generators first. */
  public Set<Player> everybody() {
    Set<Player> players = new LinkedHashSet<>(generators);
    Stream.concat(real.values().stream(), fake.values().stream())
        .forEach(signal -> players.addAll(signal.players()));
    players.add(discriminator);
    return players;
  }
}
