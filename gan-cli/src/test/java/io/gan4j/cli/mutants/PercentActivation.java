package io.gan4j.cli.mutants;

import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/** Keeps another number than it was given, so that what it writes means something else. */
@Doc("Its YAML does not round trip")
public record PercentActivation(@Doc("Slope, in percent") @Default("20") double percent)
    implements Activation {
  public PercentActivation {
    percent = percent / 100;
  }

  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return ops.leakyRelu(values, percent);
  }
}
