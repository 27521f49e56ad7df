package io.gan4j.api.optimizer;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;

/**
 * RMSProp: s ← ρs + (1−ρ)g², v ← m·v + lr·g/√(s + ε), w ← w − v; centered: √(s − ḡ² + ε) with ḡ ←
 * ρḡ + (1−ρ)g. The ε is inside the root.
 */
@Doc(value = "RMSProp", paper = "Tieleman and Hinton 2012; centered: Graves 2013")
public record RmsProp(
    @Doc("Learning rate") @Default("1.0e-3") Schedule learningRate,
    @Doc("Decay of the squared gradients' average, in [0, 1)") @Default("0.9") double rho,
    @Doc("Momentum m") @Default("0") Schedule momentum,
    @Doc("Added inside the root, > 0") @Default("1.0e-7") double epsilon,
    @Doc("Subtract the squared mean gradient") @Default("false") boolean centered)
    implements Optimizer {
  public RmsProp {
    Check.inHalfOpen("rho", rho, 0, 1);
    Check.positive("epsilon", epsilon);
  }

  @Override
  public int slots() {
    return centered ? 3 : 2;
  }
}
