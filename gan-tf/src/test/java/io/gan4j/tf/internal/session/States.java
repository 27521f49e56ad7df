package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Session states as plain arrays. */
final class States {
  private States() {}

  /** All values in row-major order. */
  static double[] values(NdArray<?> array) {
    double[] values = new double[Math.toIntExact(array.size())];
    int[] next = {0};
    if (array instanceof FloatNdArray floats) {
      floats.scalars().forEach(s -> values[next[0]++] = s.getFloat());
    } else if (array instanceof DoubleNdArray doubles) {
      doubles.scalars().forEach(s -> values[next[0]++] = s.getDouble());
    } else if (array instanceof LongNdArray longs) {
      longs.scalars().forEach(s -> values[next[0]++] = s.getLong());
    } else {
      throw new IllegalArgumentException("an array of " + array.getClass());
    }
    return values;
  }

  /** The values of one entry. */
  static double[] values(Map<String, NdArray<?>> state, String name) {
    return values(requireNonNull(state.get(name), name));
  }

  /** Every entry's values. */
  static Map<String, double[]> values(Map<String, NdArray<?>> state) {
    Map<String, double[]> values = new LinkedHashMap<>();
    state.forEach((name, array) -> values.put(name, values(array)));
    return values;
  }

  /** The state with one float64 entry replaced. */
  static Map<String, NdArray<?>> with(
      Map<String, NdArray<?>> state, String name, double... values) {
    Map<String, NdArray<?>> changed = new LinkedHashMap<>(state);
    Shape shape = requireNonNull(state.get(name), name).shape();
    changed.put(name, NdArrays.wrap(shape, DataBuffers.of(values, false, false)));
    return changed;
  }
}
