package io.gan4j.components.weight;

import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Trains length and direction of each unit's incoming weights apart: {@code gain · v/‖v‖} for each
 * output unit. The kernel's own initialiser gives directions only; the lengths begin at {@code
 * gain}.
 */
@Doc(
    value = "Trains length and direction of each unit's weights separately",
    paper = "Salimans and Kingma 2016, Weight Normalization")
public record WeightNorm(
    @Doc("Initial length of each unit's weights") @Default("{type: constant, value: 1}")
        Initializer gain)
    implements WeightTransform {
  private static final double EPSILON = 1e-12;

  @Override
  public List<ParameterSpec> parameters(ParameterSpec kernel) {
    return List.of(kernel, ParameterSpec.affine(gainOf(kernel), Shape.of(outputs(kernel)), gain));
  }

  @Override
  public <T> T apply(Kept<T> kept) {
    TensorOps<T> ops = kept.ops();
    ParameterSpec kernel = kept.kernel();
    long[] perUnit = new long[kernel.shape().numDimensions()];
    Arrays.fill(perUnit, 1);
    perUnit[kernel.outputAxis()] = outputs(kernel);
    T lengths = ops.reshape(kept.value(gainOf(kernel)), Shape.of(perUnit));
    T squares = ops.sumExcept(ops.square(kept.value()), kernel.outputAxis());
    T norms = ops.sqrt(ops.add(squares, ops.constant(EPSILON)));
    return ops.mul(kept.value(), ops.div(lengths, norms));
  }

  private static String gainOf(ParameterSpec kernel) {
    return kernel.name() + ".gain";
  }

  private static long outputs(ParameterSpec kernel) {
    return kernel.shape().get(kernel.outputAxis());
  }
}
