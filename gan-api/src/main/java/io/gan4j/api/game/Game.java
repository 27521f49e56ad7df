package io.gan4j.api.game;

import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who plays, with whom, and for what. A record: its components are its configuration. Networks,
 * optimisers, losses and penalties are the run file's; a game says what they are connected to.
 */
public interface Game {

  /** Sides of the data. The first is the run file's {@code data}, the others stand in its sides. */
  default List<String> sides() {
    return List.of(Pairing.DATA);
  }

  /**
   * Sides whose samples belong to those of another side, one by one: by the side's name, whose
   * partners its samples are. They come in the other's order, so that batches match by place. Where
   * the run file says nothing of such a side it holds the named vectors of the other's samples.
   */
  default Map<String, String> partners() {
    return Map.of();
  }

  /**
   * Sides of vectors that networks see with mean 0 and standard deviation 1 for each of their
   * numbers. Exported generators take them in their own units.
   */
  default Set<String> standardized() {
    return Set.of();
  }

  /**
   * Sides that hold what another side holds, shuffled in an order of their own: by the side's name,
   * which one. The run file says nothing of them.
   */
  default Map<String, String> redrawn() {
    return Map.of();
  }

  /** Names of the latents that are drawn. */
  default List<String> latents() {
    return List.of(Signal.LATENTS);
  }

  /**
   * The distribution of latents of a name: the run file's, or what a game makes of it.
   *
   * @param given the run file's
   */
  default Latents distribution(String latents, Latents given) {
    return given;
  }

  /** Who plays, in order. */
  List<Seat> seats();

  /**
   * Who tells what apart. The first makes the run's samples: what is drawn, measured and exported
   * when nobody says which. None in a game without fakes.
   */
  List<Pairing> pairings();

  /**
   * Why it cannot be played by these networks: a sentence fragment by the player whose network is
   * to change. Asked before anything is built.
   */
  default Map<Player, String> conflicts(Map<Player, PlayerNetwork> networks) {
    return Map.of();
  }

  /** What is paid beside losses and penalties, by name. */
  default Map<String, GameTerm> terms() {
    return Map.of();
  }

  /** Factors on what {@link #terms} pay, by their names; 1 on those that it does not name. */
  default Map<String, Schedule> weights() {
    return Map.of();
  }

  /**
   * Why it cannot be played on such data, a rule and what was found, by the parameter of this
   * record that would have to change; empty if it can.
   *
   * @param sides what a sample of each side is
   */
  default Map<String, String> sideConflicts(Map<String, SampleSpace> sides) {
    return Map.of();
  }

  /**
   * Training steps between two payments of what {@link #terms} pay, by their names, as {@code
   * every} of a run file's terms; 1 for those that it does not name.
   */
  default Map<String, Integer> intervals() {
    return Map.of();
  }
}
