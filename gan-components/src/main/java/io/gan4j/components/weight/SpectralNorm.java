package io.gan4j.components.weight;

import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.components.initializer.NormalInitializer;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Divides a kernel by its largest singular value σ, so that the layer's Lipschitz constant is about
 * 1. The kernel counts as a matrix M of {@code [everything, outputs]}. σ = vᵀMu comes from power
 * iteration: v = Mu/‖Mu‖, u = Mᵀv/‖Mᵀv‖, beginning at the u that is kept. The new u is kept once
 * per phase that moves the player; no gradient goes through u and v. Inference begins at the kept u
 * as well, so that it uses the kernel that the next step trains.
 */
@Doc(
    value = "Divides a kernel by its largest singular value",
    paper = "Miyato et al. 2018, Spectral Normalization")
public record SpectralNorm(@Doc("Power iterations per step, >= 1") @Default("1") int iterations)
    implements WeightTransform {
  private static final double EPSILON = 1e-12;

  public SpectralNorm {
    Check.positive("iterations", iterations);
  }

  @Override
  public List<ParameterSpec> parameters(ParameterSpec kernel) {
    return List.of(
        kernel,
        ParameterSpec.statistic(
            vectorOf(kernel), Shape.of(outputs(kernel)), new NormalInitializer(0, 1)));
  }

  @Override
  public <T> T apply(Kept<T> kept) {
    TensorOps<T> ops = kept.ops();
    ParameterSpec kernel = kept.kernel();
    long outputs = outputs(kernel);
    long others = kernel.shape().size() / outputs;
    T matrix = ops.reshape(outputsLast(ops, kept.value(), kernel), Shape.of(others, outputs));
    T constant = ops.detach(matrix);
    T right = normalized(ops, kept.value(vectorOf(kernel)));
    T left = constant;
    for (int i = 0; i < iterations; i++) {
      left = normalized(ops, ops.matMul(constant, ops.reshape(right, Shape.of(outputs, 1))));
      right = normalized(ops, ops.matMul(ops.reshape(left, Shape.of(1, others)), constant));
    }
    right = ops.detach(right);
    kept.moveStatistic(vectorOf(kernel), ops.reshape(right, Shape.of(outputs)));
    T row = ops.matMul(ops.reshape(ops.detach(left), Shape.of(1, others)), matrix);
    T sigma = ops.sum(ops.mul(row, right));
    return ops.div(kept.value(), sigma);
  }

  private static String vectorOf(ParameterSpec kernel) {
    return kernel.name() + ".u";
  }

  private static long outputs(ParameterSpec kernel) {
    return kernel.shape().get(kernel.outputAxis());
  }

  private static <T> T outputsLast(TensorOps<T> ops, T values, ParameterSpec kernel) {
    int last = kernel.shape().numDimensions() - 1;
    if (kernel.outputAxis() == last) {
      return values;
    }
    int[] others = IntStream.rangeClosed(0, last).filter(i -> i != kernel.outputAxis()).toArray();
    return ops.transpose(
        values,
        IntStream.concat(IntStream.of(others), IntStream.of(kernel.outputAxis())).toArray());
  }

  private static <T> T normalized(TensorOps<T> ops, T vector) {
    T squares = ops.add(ops.sum(ops.square(vector)), ops.constant(EPSILON));
    return ops.div(vector, ops.sqrt(squares));
  }
}
