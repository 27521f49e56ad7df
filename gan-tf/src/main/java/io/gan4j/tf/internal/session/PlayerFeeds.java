package io.gan4j.tf.internal.session;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.tf.extension.OptimizerContext;
import io.gan4j.tf.internal.graph.FloatKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Everything that is fed to the updates of a player, or of a part of it.
 *
 * @param <T> the graph's float type
 */
final class PlayerFeeds<T extends TFloating> implements OptimizerContext<T>, AutoCloseable {
  private final Ops tf;
  private final FloatKind<T> kind;
  private final Map<String, ScalarFeed<T>> feeds = new LinkedHashMap<>();
  private final double ownFactor;
  private double rateFactor = 1;

  /**
   * @param ownFactor multiplies the learning rate, always
   */
  PlayerFeeds(Ops tf, FloatKind<T> kind, double ownFactor) {
    this.tf = tf;
    this.kind = kind;
    this.ownFactor = ownFactor;
  }

  @Override
  public Operand<T> constant(double value) {
    return tf.constant(kind.type(), value);
  }

  @Override
  public Operand<T> fed(String name, ToDoubleFunction<Progress> value) {
    if (feeds.containsKey(name)) {
      throw new IllegalArgumentException("'" + name + "' is fed already");
    }
    ScalarFeed<T> feed = new ScalarFeed<>(name, tf, kind, value);
    feeds.put(name, feed);
    return feed.operand();
  }

  @Override
  public Operand<T> learningRate(Schedule schedule) {
    return fed("learningRate", progress -> ownFactor * rateFactor * schedule.valueAt(progress));
  }

  /** Scalars that are fed. */
  int count() {
    return feeds.size();
  }

  /** Multiplies the learning rate from now on. */
  void scaleLearningRate(double factor) {
    rateFactor = factor;
  }

  void feed(Session.Runner runner, Progress progress) {
    feeds.values().forEach(feed -> feed.feed(runner, progress));
  }

  @Override
  public void close() {
    feeds.values().forEach(ScalarFeed::close);
  }
}
