package io.gan4j.tf.internal.graph;

import io.gan4j.api.provider.FloatType;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.DoubleDataBuffer;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * A graph's float type: its class, and how values cross between Java and its tensors. Who gets a
 * tensor closes it.
 *
 * @param <T> the float type
 */
public abstract sealed class FloatKind<T extends TFloating> {
  /** Float32, which trains. */
  public static final FloatKind<TFloat32> FLOAT32 = new Float32();

  /** Float64, for comparing gradients with finite differences. */
  public static final FloatKind<TFloat64> FLOAT64 = new Float64();

  /** Values computed and written at a time when a tensor is filled. */
  private static final int CHUNK = 1 << 16;

  private final Class<T> type;
  private final int bytes;

  private FloatKind(Class<T> type, int bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** The kind of a plan's float type. */
  public static FloatKind<?> of(FloatType type) {
    return type == FloatType.FLOAT32 ? FLOAT32 : FLOAT64;
  }

  /** The tensor class. */
  public Class<T> type() {
    return type;
  }

  /** Bytes per value. */
  public int bytes() {
    return bytes;
  }

  /** A scalar tensor. */
  public NativeHandle<T> scalar(String owner) {
    return NativeResources.tensor(owner, type, Shape.scalar());
  }

  /** Writes a scalar tensor. */
  public abstract void set(T scalar, double value);

  /** A tensor of the values at each row-major index, computed in parallel, a chunk at a time. */
  public NativeHandle<T> tensor(String owner, Shape shape, LongToDoubleFunction values) {
    NativeHandle<T> held = NativeResources.tensor(owner, type, shape);
    T tensor = held.get();
    long size = shape.size();
    LongStream.range(0, (size + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              long first = chunk * CHUNK;
              write(tensor, first, (int) Math.min(CHUNK, size - first), values);
            });
    return held;
  }

  /** A tensor of the values of floats, {@code [n, …]}. */
  public abstract NativeHandle<T> tensorOf(String owner, FloatNdArray values);

  /**
   * A tensor of an array that {@link #copy} gave.
   *
   * @throws ClassCastException if it is of another type
   */
  public abstract NativeHandle<T> restored(String owner, NdArray<?> values);

  /** Whether an array is of the type that {@link #copy} gives. */
  public abstract boolean fits(NdArray<?> values);

  /** A copy of a tensor of this type, as an array of its own type. */
  public abstract NdArray<?> copy(Tensor tensor);

  /** A copy of a tensor of this type, as floats. */
  public abstract FloatNdArray floats(Tensor tensor);

  /** Copies all values of a tensor of this type. */
  public abstract void read(Tensor tensor, double[] into);

  abstract void write(T tensor, long first, int count, LongToDoubleFunction values);

  /** Wraps a Java array. */
  private static FloatNdArray wrap(Shape shape, float[] values) {
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  private static final class Float32 extends FloatKind<TFloat32> {
    Float32() {
      super(TFloat32.class, Float.BYTES);
    }

    @Override
    public void set(TFloat32 scalar, double value) {
      scalar.setFloat((float) value);
    }

    @Override
    public NativeHandle<TFloat32> tensorOf(String owner, FloatNdArray values) {
      return NativeResources.floats(owner, values);
    }

    @Override
    public NativeHandle<TFloat32> restored(String owner, NdArray<?> values) {
      return NativeResources.floats(owner, (FloatNdArray) values);
    }

    @Override
    public boolean fits(NdArray<?> values) {
      return values instanceof FloatNdArray;
    }

    @Override
    public NdArray<?> copy(Tensor tensor) {
      return floats(tensor);
    }

    @Override
    public FloatNdArray floats(Tensor tensor) {
      float[] values = new float[Math.toIntExact(tensor.shape().size())];
      tensor.asRawTensor().data().asFloats().read(values);
      return wrap(tensor.shape(), values);
    }

    @Override
    public void read(Tensor tensor, double[] into) {
      FloatDataBuffer data = tensor.asRawTensor().data().asFloats();
      for (int i = 0; i < into.length; i++) {
        into[i] = data.getFloat(i);
      }
    }

    @Override
    void write(TFloat32 tensor, long first, int count, LongToDoubleFunction values) {
      float[] chunk = new float[count];
      for (int i = 0; i < count; i++) {
        chunk[i] = (float) values.applyAsDouble(first + i);
      }
      tensor.asRawTensor().data().asFloats().offset(first).write(chunk);
    }
  }

  private static final class Float64 extends FloatKind<TFloat64> {
    Float64() {
      super(TFloat64.class, Double.BYTES);
    }

    @Override
    public void set(TFloat64 scalar, double value) {
      scalar.setDouble(value);
    }

    @Override
    public NativeHandle<TFloat64> tensorOf(String owner, FloatNdArray values) {
      float[] floats = new float[Math.toIntExact(values.size())];
      values.copyTo(wrap(values.shape(), floats));
      return tensor(owner, values.shape(), i -> floats[(int) i]);
    }

    @Override
    public NativeHandle<TFloat64> restored(String owner, NdArray<?> values) {
      return NativeResources.doubles(owner, (DoubleNdArray) values);
    }

    @Override
    public boolean fits(NdArray<?> values) {
      return values instanceof DoubleNdArray;
    }

    @Override
    public NdArray<?> copy(Tensor tensor) {
      double[] values = new double[Math.toIntExact(tensor.shape().size())];
      read(tensor, values);
      return NdArrays.wrap(tensor.shape(), DataBuffers.of(values, false, false));
    }

    @Override
    public FloatNdArray floats(Tensor tensor) {
      DoubleDataBuffer data = tensor.asRawTensor().data().asDoubles();
      float[] values = new float[Math.toIntExact(tensor.shape().size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) data.getDouble(i);
      }
      return wrap(tensor.shape(), values);
    }

    @Override
    public void read(Tensor tensor, double[] into) {
      tensor.asRawTensor().data().asDoubles().read(into);
    }

    @Override
    void write(TFloat64 tensor, long first, int count, LongToDoubleFunction values) {
      double[] chunk = new double[count];
      for (int i = 0; i < count; i++) {
        chunk[i] = values.applyAsDouble(first + i);
      }
      tensor.asRawTensor().data().asDoubles().offset(first).write(chunk);
    }
  }
}
