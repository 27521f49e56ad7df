package io.gan4j.core.run;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Game;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.optimizer.Optimizer;
import java.util.function.DoubleFunction;

/**
 * What a classifier or an estimator is trained with.
 *
 * @param game of one player, from samples to a score per class or to numbers
 * @param layout of its network
 * @param optimizer for a learning rate at the start
 */
public record ClassifierParts(Game game, Layout layout, DoubleFunction<Optimizer> optimizer) {

  /** Lays the network out. */
  public interface Layout {
    /**
     * From samples to so many values.
     *
     * @throws io.gan4j.api.spec.InvalidValueException if it cannot take these samples
     */
    NetworkSpec of(SampleSpace samples, int outputs);
  }
}
