package io.gan4j.components.weight;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * Trains a kernel of about unit scale and multiplies it by {@code gain/√fanIn} when it is used, so
 * that an optimiser that scales its steps, such as Adam, moves layers of every size at the same
 * relative speed. The kernel's initialiser says the values as they are used: what is trained begins
 * at those divided by the factor, which is standard normal for {@code he} under a gain of √2.
 */
@Doc(
    value = "Scales a kernel by gain/sqrt(fan-in) when it is used",
    paper = "Karras et al. 2018, Progressive Growing of GANs, section 4.1")
public record EqualizedLearningRate(
    @Doc("Multiplies 1/sqrt(fan-in), > 0") @Default("1") double gain) implements WeightTransform {

  public EqualizedLearningRate {
    Check.positive("gain", gain);
  }

  @Override
  public List<ParameterSpec> parameters(ParameterSpec kernel) {
    return List.of(
        new ParameterSpec(
            kernel.name(),
            kernel.shape(),
            kernel.role(),
            new Divided(kernel.initializer(), factor(kernel)),
            kernel.fanIn(),
            kernel.fanOut(),
            kernel.outputAxis()));
  }

  @Override
  public <T> T apply(Kept<T> kept) {
    return kept.ops().mul(kept.value(), kept.ops().constant(factor(kept.kernel())));
  }

  private double factor(ParameterSpec kernel) {
    return gain / Math.sqrt((double) kernel.fanIn());
  }

  /** Another initialiser's values, divided. */
  private record Divided(Initializer used, double by) implements Initializer {
    @Override
    public LongToDoubleFunction values(
        ParameterSpec parameter, RandomKey random, DataStatistics data) {
      LongToDoubleFunction values = used.values(parameter, random, data);
      return index -> values.applyAsDouble(index) / by;
    }
  }
}
