package io.gan4j.api.optimizer;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;

/**
 * Momentum with the learning rate inside the velocity: v ← m·v − lr·g, w ← w + v; Nesterov: w ← w +
 * m·v − lr·g. This is the form of pylearn2 and Keras; where the learning rate changes it differs
 * from the form that keeps it outside.
 */
@Doc(
    value = "Momentum, learning rate inside the velocity: v ← m·v − lr·g, w ← w + v",
    paper = "Sutskever et al. 2013")
public record Momentum(
    @Doc("Learning rate") Schedule learningRate,
    @Doc("Momentum m") @Default("0.9") Schedule momentum,
    @Doc("Nesterov's form: w ← w + m·v − lr·g") @Default("false") boolean nesterov)
    implements Optimizer {
  @Override
  public int slots() {
    return 1;
  }
}
