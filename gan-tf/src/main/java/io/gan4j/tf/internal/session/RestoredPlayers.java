package io.gan4j.tf.internal.session;

import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.graph.Variables;
import io.gan4j.tf.internal.natives.NativeResources;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Puts a player back where it was: weights, statistics, optimiser, averages and the count of
 * updates.
 *
 * @param <T> the graph's float type
 */
final class RestoredPlayers<T extends TFloating> {
  private final PlayerGraph<T> player;
  private final Variables<T> shadows;
  private final Op keep;
  private final Op putBack;
  private long keptUpdates;
  private long keptFrozenUpdates;

  RestoredPlayers(Ops tf, FloatKind<T> kind, PlayerGraph<T> player) {
    this.player = player;
    this.shadows = new Variables<>(tf, kind);
    List<Op> kept = new ArrayList<>();
    List<Op> restored = new ArrayList<>();
    player
        .variables()
        .forEach(
            variable -> {
              Variable<T> shadow = shadows.copyOf("scratch/" + variable.name(), variable);
              kept.add(tf.assignVariableOp(shadow.handle(), variable.read()));
              restored.add(tf.assignVariableOp(variable.handle(), shadow.read()));
            });
    keep = tf.withControlDependencies(kept).noOp();
    putBack = tf.withControlDependencies(restored).noOp();
  }

  /** What it keeps the player's in. */
  Variables<T> shadows() {
    return shadows;
  }

  void initialize(Session session) {
    shadows.initialize(session);
  }

  /** Remembers where the player is. */
  void keep(Session session) {
    NativeResources.runTargets(session.runner().addTarget(keep));
    keptUpdates = player.updates();
    keptFrozenUpdates = player.frozenUpdates();
  }

  /** Puts it back there. */
  void putBack(Session session) {
    NativeResources.runTargets(session.runner().addTarget(putBack));
    player.setUpdates(keptUpdates, keptFrozenUpdates);
  }
}
