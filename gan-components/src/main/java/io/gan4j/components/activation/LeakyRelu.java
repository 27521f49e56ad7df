package io.gan4j.components.activation;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/**
 * x where x ≥ 0, slope · x elsewhere: no unit dies, which helps the generator learn through the
 * discriminator.
 */
@Doc(value = "x where x >= 0, slope · x elsewhere", paper = "Maas et al. 2013")
public record LeakyRelu(@Doc("Slope below 0, > 0") @Default("0.2") double slope)
    implements Activation {
  public LeakyRelu {
    Check.positive("slope", slope);
  }

  private double at(double x) {
    return x >= 0 ? x : slope * x;
  }

  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return ops.leakyRelu(values, slope);
  }

  @Override
  public Range outputRange(Range input) {
    return new Range(at(input.low()), at(input.high()));
  }
}
