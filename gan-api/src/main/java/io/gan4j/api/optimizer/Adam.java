package io.gan4j.api.optimizer;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;

/**
 * Adam: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← w − lr·√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√v + ε). The ε is
 * the paper's "ε hat", not corrected for bias, as in TensorFlow.
 */
@Doc(value = "Adam", paper = "Kingma and Ba 2015")
public record Adam(
    @Doc("Learning rate") @Default("1.0e-3") Schedule learningRate,
    @Doc("Decay of the gradients' average, in [0, 1)") @Default("0.9") double beta1,
    @Doc("Decay of the squared gradients' average, in [0, 1)") @Default("0.999") double beta2,
    @Doc("Added to the root, > 0") @Default("1.0e-8") double epsilon)
    implements Optimizer {
  public Adam {
    Check.inHalfOpen("beta1", beta1, 0, 1);
    Check.inHalfOpen("beta2", beta2, 0, 1);
    Check.positive("epsilon", epsilon);
  }

  @Override
  public int slots() {
    return 2;
  }
}
