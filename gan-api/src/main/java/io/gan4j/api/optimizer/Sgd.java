package io.gan4j.api.optimizer;

import io.gan4j.api.spec.Doc;

/** Plain gradient descent: w ← w − lr·g. */
@Doc("Plain gradient descent: w ← w − lr·g")
public record Sgd(@Doc("Learning rate") Schedule learningRate) implements Optimizer {
  @Override
  public int slots() {
    return 0;
  }
}
