package io.gan4j.components.projection;

import io.gan4j.api.GanException;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.spec.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Directions of latents that change samples most: of unit length, at right angles to each other,
 * the strongest first.
 */
public final class LatentDirections {
  private LatentDirections() {}

  /**
   * A direction.
   *
   * @param values of unit length
   * @param share of all change that lies along it, in [0, 1]
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Direction(double[] values, double share) {}

  /**
   * By what they do: the principal axes of E JᵀJ, J being the derivatives of a sample with respect
   * to its latents (as Härkönen et al. 2020 look at what follows the latents).
   *
   * @param label the class of the samples; null exactly if the generator sees no labels
   * @param samples to look at, above 0
   * @param seed of their latents
   */
  public static List<Direction> ofEffects(
      GeneratorModel model, @Nullable Integer label, int samples, long seed) {
    FloatNdArray drawn = model.drawLatents(seed, Check.positive("samples", samples));
    Shape latent = drawn.shape().tail();
    int width = Math.toIntExact(latent.size());
    float[] all = new float[samples * width];
    drawn.copyTo(DataBuffers.of(all, false, false));
    Effects effects = new Effects(model, label);
    DMatrixRMaj sum = new DMatrixRMaj(width, width);
    for (int row = 0; row < samples; row++) {
      double[] at = new double[width];
      for (int i = 0; i < width; i++) {
        at[i] = all[row * width + i];
      }
      DMatrixRMaj jacobian = effects.around(at, latent).jacobian();
      CommonOps_DDRM.multAddTransA(jacobian, jacobian, sum);
    }
    return axes(sum);
  }

  /**
   * By the weights of the layer that takes the latents: the principal axes of K Kᵀ (Shen and Zhou
   * 2021).
   *
   * @param kernel K, {@code [latents, units]}
   */
  public static List<Direction> ofWeights(double[][] kernel) {
    DMatrixRMaj weights = new DMatrixRMaj(kernel);
    DMatrixRMaj product = new DMatrixRMaj(kernel.length, kernel.length);
    CommonOps_DDRM.multTransB(weights, weights, product);
    return axes(product);
  }

  private static List<Direction> axes(DMatrixRMaj symmetric) {
    int width = symmetric.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(width, true, true);
    if (!eigen.decompose(symmetric.copy())) {
      throw new GanException("the directions cannot be found: is everything finite?");
    }
    double total = CommonOps_DDRM.trace(symmetric);
    List<Integer> strongest =
        IntStream.range(0, width)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
            .toList();
    List<Direction> directions = new ArrayList<>();
    for (int i : strongest) {
      double share = total > 0 ? Math.max(0, eigen.getEigenvalue(i).getReal()) / total : 0;
      directions.add(new Direction(upright(eigen.getEigenVector(i)), share));
    }
    return directions;
  }

  /** With its largest value positive, so that equal matrices give equal directions. */
  private static double[] upright(DMatrixRMaj vector) {
    int largest = 0;
    for (int i = 1; i < vector.numRows; i++) {
      largest = Math.abs(vector.get(i)) > Math.abs(vector.get(largest)) + 1e-12 ? i : largest;
    }
    double sign = vector.get(largest) < 0 ? -1 : 1;
    double[] values = new double[vector.numRows];
    for (int i = 0; i < values.length; i++) {
      values[i] = sign * vector.get(i);
    }
    return values;
  }
}
