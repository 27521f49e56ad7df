package io.gan4j.components.projection;

import io.gan4j.api.provider.GeneratorModel;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * What a generator makes around some latents. Derivatives are differences of samples, so that any
 * model serves: all of them come from one call.
 *
 * @param model the generator
 * @param label the class of what it makes; null if it sees no labels
 */
record Effects(GeneratorModel model, @Nullable Integer label) {
  /** Single precision leaves about four digits of a difference over this step. */
  private static final double STEP = 1e-2;

  /** Samples of latents, one after the other. */
  float[] samples(float[] latents, Shape latent) {
    int rows = Math.toIntExact(latents.length / latent.size());
    FloatNdArray given = NdArrays.wrap(latent.prepend(rows), DataBuffers.of(latents, true, false));
    int[] labels = null;
    if (label != null) {
      labels = new int[rows];
      Arrays.fill(labels, label);
    }
    FloatNdArray made = model.generate(given, labels);
    float[] values = new float[Math.toIntExact(made.size())];
    made.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /** The sample of one latent, and by how much each of its values changes it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Around(float[] sample, DMatrixRMaj jacobian) {}

  /**
   * A sample and its derivatives.
   *
   * @param at one latent, as a row
   */
  Around around(double[] at, Shape latent) {
    float[] moved = new float[(at.length + 1) * at.length];
    for (int row = 0; row <= at.length; row++) {
      for (int i = 0; i < at.length; i++) {
        moved[row * at.length + i] = (float) (at[i] + (row == i + 1 ? STEP : 0));
      }
    }
    float[] made = samples(moved, latent);
    int values = made.length / (at.length + 1);
    float[] sample = Arrays.copyOf(made, values);
    DMatrixRMaj jacobian = new DMatrixRMaj(values, at.length);
    for (int i = 0; i < at.length; i++) {
      for (int v = 0; v < values; v++) {
        jacobian.set(v, i, (made[(i + 1) * values + v] - sample[v]) / STEP);
      }
    }
    return new Around(sample, jacobian);
  }
}
