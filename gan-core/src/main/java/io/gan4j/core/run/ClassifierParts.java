package io.gan4j.core.run;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Game;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.optimizer.Optimizer;
import java.util.function.DoubleFunction;

/**
 * What a classifier is trained with.
 *
 * @param game of one player, from samples to a score per class
 * @param layout of its network
 * @param optimizer for a learning rate at the start
 */
public record ClassifierParts(Game game, Layout layout, DoubleFunction<Optimizer> optimizer) {

  /** Lays a classifier out. */
  public interface Layout {
    /**
     * From samples to a score per class.
     *
     * @throws io.gan4j.api.spec.InvalidValueException if these samples cannot be classified
     */
    NetworkSpec of(SampleSpace samples, int classes);
  }
}
