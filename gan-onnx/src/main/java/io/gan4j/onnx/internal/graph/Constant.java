package io.gan4j.onnx.internal.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that are in the file: weights, shapes, numbers. */
public final class Constant {
  /** Values up to which whole numbers are looked at. */
  private static final int FEW = 64;

  private final ElementType type;
  private final Dims dims;
  private final ByteBuffer values;

  private Constant(ElementType type, Dims dims, ByteBuffer values) {
    this.type = type;
    this.dims = dims;
    this.values = values.order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Of its bytes as the file has them.
   *
   * @throws InvalidGraphException if they are not as many as its sizes say
   */
  public static Constant of(ElementType type, Dims dims, ByteBuffer values) {
    long size = dims.size();
    if (size < 0 || size > Integer.MAX_VALUE || size * type.bytes() != values.remaining()) {
      throw new InvalidGraphException(
          "has " + values.remaining() + " bytes for " + dims + " of " + type);
    }
    return new Constant(type, dims, values.slice());
  }

  public static Constant floats(Dims dims, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return of(ElementType.FLOAT, dims, bytes);
  }

  public static Constant integers(Dims dims, long[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return of(ElementType.INT64, dims, bytes);
  }

  public ElementType type() {
    return type;
  }

  public Dims dims() {
    return dims;
  }

  /** Its bytes, little-endian. */
  public ByteBuffer values() {
    return values.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What is known of it. */
  public Known known() {
    return new Known(type, dims, few());
  }

  private @Nullable List<Long> few() {
    if (type != ElementType.INT64 || dims.size() > FEW) {
      return null;
    }
    long[] numbers = new long[(int) dims.size()];
    values().asLongBuffer().get(numbers);
    return Arrays.stream(numbers).boxed().toList();
  }

  /** The same values in another shape. */
  public Constant reshaped(Dims other) {
    return of(type, other, values());
  }

  /** The axes of a float32 constant in another order: the same values, each bit of them. */
  public Constant transposed(List<Long> order) {
    int rank = dims.rank();
    long[] sizes = new long[rank];
    int[] strides = new int[rank];
    int stride = 1;
    int[] own = new int[rank];
    for (int axis = rank - 1; axis >= 0; axis--) {
      own[axis] = stride;
      stride *= (int) dims.get(axis);
    }
    for (int axis = 0; axis < rank; axis++) {
      int from = order.get(axis).intValue();
      sizes[axis] = dims.get(from);
      strides[axis] = own[from];
    }
    ByteBuffer from = values();
    ByteBuffer to = ByteBuffer.allocate(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    int[] place = new int[rank];
    int offset = 0;
    while (to.hasRemaining()) {
      to.putInt(from.getInt(offset * Float.BYTES));
      for (int axis = rank - 1; axis >= 0; axis--) {
        offset += strides[axis];
        if (++place[axis] < sizes[axis]) {
          break;
        }
        offset -= strides[axis] * place[axis];
        place[axis] = 0;
      }
    }
    return of(ElementType.FLOAT, Dims.of(sizes), to.flip());
  }
}
