package io.gan4j.api.training;

import io.gan4j.api.game.Player;
import io.gan4j.api.spec.Check;
import io.gan4j.api.term.Need;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One phase of a training step. All players that move take their gradients at the same point and
 * are then moved together. A player's statistics (batch norm's averages, spectral norm's vectors)
 * move only in phases that move the player.
 *
 * @param name unique among the phases
 * @param moves the players that move; at least one
 * @param repeat times in a row, each on its own draw
 * @param every due at training steps 0, n, 2n, …
 * @param data the real samples
 * @param noise the latents, and with them every mask and noise of the phase
 * @param scratch of the players that move, those whose weights and optimiser are put back after the
 *     last repeat
 * @param terms what is paid; every moving player pays at least one
 * @param further sides of the data whose samples it takes whatever its terms need: those for whose
 *     classes its fakes are made, and partners of those that it reads
 */
public record Phase(
    String name,
    Set<Player> moves,
    int repeat,
    int every,
    Draw data,
    Draw noise,
    Set<Player> scratch,
    List<WeightedTerm> terms,
    Set<String> further) {

  /** A phase that takes what its terms read. */
  public Phase(
      String name,
      Set<Player> moves,
      int repeat,
      int every,
      Draw data,
      Draw noise,
      Set<Player> scratch,
      List<WeightedTerm> terms) {
    this(name, moves, repeat, every, data, noise, scratch, terms, Set.of());
  }

  public Phase {
    moves = inOrder(Check.notEmpty("moves", moves));
    Check.positive("repeat", repeat);
    Check.positive("every", every);
    scratch = inOrder(scratch);
    further = inOrder(further);
    Check.rule(
        moves.containsAll(scratch),
        "scratch",
        "must be players that are updated (" + moves + ")",
        scratch);
    terms = List.copyOf(Check.notEmpty("terms", terms));
    for (Player player : moves) {
      Check.rule(
          terms.stream().anyMatch(t -> t.term().paidBy().contains(player)),
          "terms",
          "must hold one of the loss of the " + player.key() + ", which is updated",
          "none");
    }
    for (WeightedTerm term : terms) {
      Check.rule(
          term.term().paidBy().stream().anyMatch(moves::contains),
          "terms",
          "must be in the loss of a player that is updated (" + moves + ")",
          term.name());
    }
  }

  private static <E> Set<E> inOrder(Set<E> elements) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(elements));
  }

  /** Who pays a term here: of those who move, the ones that pay it, in the order of the phase. */
  public Set<Player> payers(WeightedTerm paid) {
    Set<Player> payers = new LinkedHashSet<>(moves);
    payers.retainAll(paid.term().paidBy());
    return payers;
  }

  /** The sides of the data whose samples it takes. */
  public Set<String> sides() {
    Set<String> sides = new LinkedHashSet<>();
    terms.forEach(paid -> sides.addAll(paid.term().sides()));
    sides.addAll(further);
    return sides;
  }

  /** Whether any term uses this. */
  public boolean needs(Need need) {
    return terms.stream().anyMatch(t -> t.term().needs().contains(need));
  }
}
