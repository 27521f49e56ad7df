package io.gan4j.onnx.internal.network;

import io.gan4j.api.ProviderException;
import io.gan4j.onnx.internal.graph.Constant;
import io.gan4j.onnx.internal.graph.Dims;
import java.util.Map;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Weights by name, of a session's state.
 *
 * @param state what {@link io.gan4j.api.provider.GanSession#saveState} gave
 * @param averaged whether averages are taken where they are kept
 */
public record Weights(Map<String, NdArray<?>> state, boolean averaged) {
  private static final String AVERAGE = "/average";
  private static final String TABLE = "table/";

  /** A parameter or statistic by its full name: {@code generator/0.dense/kernel}. */
  Constant parameter(String name) {
    String average = name + AVERAGE;
    return constant(averaged && state.containsKey(average) ? average : name);
  }

  /** The table that a stream of noise picks rows from. */
  Constant table(String stream) {
    return constant(TABLE + stream);
  }

  private Constant constant(String name) {
    NdArray<?> array = state.get(name);
    Dims dims = array == null ? Dims.of() : Dims.of(array.shape());
    if (array instanceof FloatNdArray floats) {
      float[] values = new float[Math.toIntExact(floats.size())];
      floats.copyTo(DataBuffers.of(values, false, false));
      return Constant.floats(dims, values);
    }
    if (array instanceof DoubleNdArray doubles) {
      double[] exact = new double[Math.toIntExact(doubles.size())];
      doubles.copyTo(DataBuffers.of(exact, false, false));
      float[] values = new float[exact.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) exact[i];
      }
      return Constant.floats(dims, values);
    }
    throw new ProviderException("the session's state has no '" + name + "' of real numbers");
  }
}
