package io.gan4j.tf.internal.session;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * The state of a run as arrays by name: every variable, and the players' counts of updates.
 *
 * @param model whose state it is
 * @param session that holds the variables' values
 * @param <T> the graph's float type
 */
record SessionState<T extends TFloating>(Model<T> model, Session session) {

  Map<String, NdArray<?>> save() {
    Map<String, NdArray<?>> state = new LinkedHashMap<>();
    List<Variable<T>> variables = List.copyOf(model.variables().all());
    Session.Runner runner = session.runner();
    variables.forEach(variable -> runner.fetch(variable.read()));
    try (NativeHandle<Result> fetched = NativeResources.run("the state", runner)) {
      Result result = fetched.get();
      for (int i = 0; i < variables.size(); i++) {
        state.put(variables.get(i).name(), model.kind().copy(result.get(i)));
      }
    }
    for (Player player : model.plan().players().keySet()) {
      state.put(updatesName(player), NdArrays.scalarOf(model.player(player).updates()));
      long frozen = model.player(player).frozenUpdates();
      if (frozen > 0) {
        state.put(frozenName(player), NdArrays.scalarOf(frozen));
      }
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
    model
        .variables()
        .assign(
            session,
            model.variables().all(),
            variable ->
                model
                    .kind()
                    .restored("restored " + variable.name(), entry(state, variable.name())));
    for (Player player : model.plan().players().keySet()) {
      long updates = ((LongNdArray) entry(state, updatesName(player))).getLong();
      long frozen =
          state.get(frozenName(player)) instanceof LongNdArray count ? count.getLong() : 0;
      model.player(player).setUpdates(updates, frozen);
    }
  }

  private void check(Map<String, NdArray<?>> state) {
    List<String> problems = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(state.keySet());
    for (Variable<T> variable : model.variables().all()) {
      unknown.remove(variable.name());
      NdArray<?> values = state.get(variable.name());
      if (values == null) {
        problems.add("no " + variable.name());
      } else if (!values.shape().equals(variable.shape())) {
        problems.add(
            variable.name() + " is " + values.shape() + " and should be " + variable.shape());
      } else if (!model.kind().fits(values)) {
        problems.add(variable.name() + " is not of type " + model.plan().floatType());
      }
    }
    for (Player player : model.plan().players().keySet()) {
      unknown.remove(updatesName(player));
      unknown.remove(frozenName(player));
      if (!(state.get(updatesName(player)) instanceof LongNdArray count)
          || !count.shape().equals(Shape.scalar())) {
        problems.add("no " + updatesName(player) + ", a 64-bit scalar");
      }
    }
    unknown.forEach(name -> problems.add("unknown " + name));
    if (!problems.isEmpty()) {
      throw new ProviderException(
          "the state does not fit this run, nothing was changed: " + String.join("; ", problems));
    }
  }

  private static NdArray<?> entry(Map<String, NdArray<?>> state, String name) {
    NdArray<?> values = state.get(name);
    if (values == null) {
      throw new IllegalStateException("no " + name);
    }
    return values;
  }

  /** Kept only where something thaws: the updates before it did. */
  private static String frozenName(Player player) {
    return player.key() + "/frozenUpdates";
  }

  private static String updatesName(Player player) {
    return player.key() + "/updates";
  }
}
