package io.gan4j.testkit;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** What the fake's next step depends on: both players, and what terms carry. */
final class FakeState {
  private final Map<Player, FakePlayer> players;
  private final Map<String, Double> terms = new TreeMap<>();
  private final Map<String, DoubleTensor> carried = new TreeMap<>();
  private final Map<Player, Map<String, NdArray<?>>> kept = new HashMap<>();

  FakeState(Map<Player, FakePlayer> players, GanPlan plan) {
    this.players = players;
    plan.carried().forEach((name, first) -> carried.put(name, DoubleTensor.scalar(first)));
    plan.histories()
        .forEach(
            (name, shape) ->
                carried.put(
                    name, DoubleTensor.owning(shape, new double[Math.toIntExact(shape.size())])));
    for (Phase phase : plan.phases()) {
      for (WeightedTerm paid : phase.terms()) {
        for (StateSpec state : paid.term().state()) {
          terms.putIfAbsent(paid.name() + "/" + state.name(), state.initial());
        }
      }
    }
  }

  private FakePlayer player(Player player) {
    return FakeCosts.of(players, player);
  }

  /** What a term carries, by name. */
  Map<String, Double> of(WeightedTerm paid) {
    Map<String, Double> states = new HashMap<>();
    for (StateSpec state : paid.term().state()) {
      states.put(
          state.name(), terms.getOrDefault(paid.name() + "/" + state.name(), state.initial()));
    }
    return states;
  }

  /** What the plan carries. */
  DoubleTensor carried(String name) {
    DoubleTensor value = carried.get(name);
    if (value == null) {
      throw new IllegalArgumentException("nothing called '" + name + "' is carried");
    }
    return value;
  }

  /** Moves what the plan carries. */
  void moveCarried(Map<String, DoubleTensor> next) {
    carried.putAll(next);
  }

  /** Moves what terms carry, to what they say comes next. */
  void moveTerms(Map<String, TermValue<DoubleTensor>> values) {
    values.forEach(
        (name, paid) ->
            paid.nextState().forEach((state, next) -> terms.put(name + "/" + state, next.item())));
  }

  /** Remembers where a player is. */
  void keep(Player player) {
    kept.put(player, playerState(player));
  }

  /** Puts a player back where it was kept. */
  void putBack(Player player) {
    restore(player, kept.getOrDefault(player, Map.of()));
  }

  Map<String, NdArray<?>> save() {
    Map<String, NdArray<?>> state = new LinkedHashMap<>();
    for (Player player : players.keySet()) {
      state.putAll(playerState(player));
    }
    terms.forEach((name, value) -> state.put("term/" + name, NdArrays.scalarOf(value)));
    carried.forEach(
        (name, value) ->
            state.put(
                name,
                value.shape().equals(Shape.scalar())
                    ? NdArrays.scalarOf(value.item())
                    : NdValues.doubles(value.shape(), value.values())));
    return state;
  }

  private Map<String, NdArray<?>> playerState(Player player) {
    Map<String, NdArray<?>> state = new LinkedHashMap<>();
    player(player)
        .arrays()
        .forEach(
            (name, array) ->
                state.put(player.key() + "/" + name, NdValues.doubles(array.shape(), array.data)));
    state.put(player.key() + "/updates", NdArrays.scalarOf(player(player).updates()));
    long frozen = player(player).frozenUpdates();
    if (frozen > 0) {
      state.put(frozenName(player), NdArrays.scalarOf(frozen));
    }
    return state;
  }

  /**
   * Puts back what was saved.
   *
   * @throws ProviderException naming everything that does not fit; nothing is changed then
   */
  void restore(Map<String, NdArray<?>> state) {
    check(state);
    for (Player player : players.keySet()) {
      restore(player, state);
    }
    terms.replaceAll((name, value) -> NdValues.values(entry(state, "term/" + name))[0]);
    carried.replaceAll(
        (name, value) -> DoubleTensor.owning(value.shape(), NdValues.values(entry(state, name))));
  }

  private void check(Map<String, NdArray<?>> state) {
    Map<String, NdArray<?>> own = save();
    List<String> problems = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(own.keySet());
    names.addAll(state.keySet());
    for (Player player : players.keySet()) {
      names.remove(frozenName(player));
    }
    for (String name : names) {
      NdArray<?> expected = own.get(name);
      NdArray<?> found = state.get(name);
      if (expected == null) {
        problems.add("unknown " + name);
      } else if (found == null) {
        problems.add("no " + name);
      } else if (!found.shape().equals(expected.shape())
          || NdValues.isFloating(found) != NdValues.isFloating(expected)) {
        problems.add(name + " is " + found.shape() + " and should be " + expected.shape());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProviderException(
          "the state does not fit, nothing was changed: " + String.join("; ", problems));
    }
  }

  private void restore(Player player, Map<String, NdArray<?>> state) {
    player(player)
        .arrays()
        .forEach(
            (name, array) -> {
              double[] values = NdValues.values(entry(state, player.key() + "/" + name));
              System.arraycopy(values, 0, array.data, 0, values.length);
            });
    if (entry(state, player.key() + "/updates") instanceof LongNdArray updates) {
      long frozen =
          state.get(frozenName(player)) instanceof LongNdArray count ? count.getLong() : 0;
      player(player).setUpdates(updates.getLong(), frozen);
    }
  }

  private static String frozenName(Player player) {
    return player.key() + "/frozenUpdates";
  }

  private static NdArray<?> entry(Map<String, NdArray<?>> state, String name) {
    NdArray<?> entry = state.get(name);
    if (entry == null) {
      throw new IllegalStateException("no " + name);
    }
    return entry;
  }
}
