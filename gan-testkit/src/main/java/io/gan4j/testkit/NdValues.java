package io.gan4j.testkit;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Arrays of any kind as plain doubles, and back. */
final class NdValues {
  private NdValues() {}

  /** Whether these are floating-point values. */
  static boolean isFloating(NdArray<?> array) {
    return array instanceof FloatNdArray || array instanceof DoubleNdArray;
  }

  /** The values, row-major. */
  static double[] values(NdArray<?> array) {
    int size = Math.toIntExact(array.shape().size());
    if (array instanceof FloatNdArray floats) {
      float[] copy = new float[size];
      floats.copyTo(DataBuffers.of(copy, false, false));
      double[] values = new double[size];
      Arrays.setAll(values, i -> copy[i]);
      return values;
    }
    if (array instanceof DoubleNdArray doubles) {
      double[] values = new double[size];
      doubles.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    throw new IllegalArgumentException("not floating-point: " + array);
  }

  static double[] values(FloatNdArray array) {
    return values((NdArray<?>) array);
  }

  /** An array of the same type and shape with other values. */
  static NdArray<?> like(NdArray<?> array, double[] values) {
    return array instanceof FloatNdArray
        ? floats(array.shape(), values)
        : doubles(array.shape(), values);
  }

  static FloatNdArray floats(Shape shape, double... values) {
    float[] narrowed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrowed[i] = (float) values[i];
    }
    return NdArrays.wrap(shape, DataBuffers.of(narrowed, false, false));
  }

  /** One sample, {@code [1, …]}, so many times. */
  static FloatNdArray repeated(FloatNdArray one, int times) {
    FloatNdArray all = NdArrays.ofFloats(one.shape().tail().prepend(times));
    for (int i = 0; i < times; i++) {
      one.get(0).copyTo(all.get(i));
    }
    return all;
  }

  static DoubleNdArray doubles(Shape shape, double... values) {
    return NdArrays.wrap(shape, DataBuffers.of(values.clone(), false, false));
  }

  static DoubleTensor tensor(FloatNdArray array) {
    return DoubleTensor.owning(array.shape(), values(array));
  }

  /** Names of entries that are not bit for bit the same, or only in one of the two. */
  static SortedSet<String> differences(Map<String, NdArray<?>> a, Map<String, NdArray<?>> b) {
    SortedSet<String> differing = new TreeSet<>();
    differing.addAll(a.keySet());
    differing.addAll(b.keySet());
    differing.removeIf(
        name -> {
          NdArray<?> one = a.get(name);
          NdArray<?> other = b.get(name);
          return one != null && other != null && one.equals(other);
        });
    return differing;
  }
}
