package io.gan4j.api.optimizer;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.PlainNumber;

/**
 * Adam: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← w − lr·√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√v + ε). The ε is
 * the paper's "ε hat", not corrected for bias, as in TensorFlow. Where a decay moves, βᵗ is the
 * t-th power of its value at that update.
 */
@Doc(value = "Adam", paper = "Kingma and Ba 2015")
public record Adam(
    @Doc("Learning rate") @Default("1.0e-3") Schedule learningRate,
    @Doc("Decay of the gradients' average, in [0, 1)") @Default("0.9") @PlainNumber Schedule beta1,
    @Doc("Decay of the squared gradients' average, in [0, 1)") @Default("0.999") @PlainNumber
        Schedule beta2,
    @Doc("Added to the root, > 0") @Default("1.0e-8") double epsilon)
    implements Optimizer {
  public Adam {
    Schedule.decay("beta1", beta1);
    Schedule.decay("beta2", beta2);
    Check.positive("epsilon", epsilon);
  }

  /** With decays that stay. */
  public Adam(Schedule learningRate, double beta1, double beta2, double epsilon) {
    this(
        learningRate,
        Schedule.constant(Check.inHalfOpen("beta1", beta1, 0, 1)),
        Schedule.constant(Check.inHalfOpen("beta2", beta2, 0, 1)),
        epsilon);
  }

  @Override
  public int slots() {
    return 2;
  }
}
