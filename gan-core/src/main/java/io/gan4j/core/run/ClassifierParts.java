package io.gan4j.core.run;

import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.optimizer.Optimizer;
import java.util.function.DoubleFunction;

/**
 * The networks that a classifier is trained with. A plan has two players, so there is a generator
 * that never moves.
 *
 * @param layout of the classifier
 * @param optimizer for a learning rate at the start
 * @param idleGenerator from latents to two numbers
 * @param latents that the idle generator takes
 */
public record ClassifierParts(
    Layout layout,
    DoubleFunction<Optimizer> optimizer,
    NetworkSpec idleGenerator,
    Latents latents) {

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
