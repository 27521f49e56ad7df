package io.gan4j.datasets.internal.array;

import io.gan4j.datasets.internal.Half;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of number that an array of NumPy is read from.
 *
 * @param kind what its bytes mean
 * @param big whether the most significant byte is first
 */
record NpyType(Kind kind, boolean big) {
  private static final Pattern DESCR = Pattern.compile("([<>|=]?)([a-z]\\d{1,2})");
  private static final VarHandle[] SHORTS = both(short[].class);
  private static final VarHandle[] INTS = both(int[].class);
  private static final VarHandle[] LONGS = both(long[].class);

  /** What the bytes of a number mean. */
  enum Kind {
    UINT8("u1", 1),
    INT8("i1", 1),
    BOOL("b1", 1),
    UINT16("u2", 2),
    INT16("i2", 2),
    FLOAT16("f2", 2),
    UINT32("u4", 4),
    INT32("i4", 4),
    FLOAT32("f4", 4),
    UINT64("u8", 8),
    INT64("i8", 8),
    FLOAT64("f8", 8);

    private final String code;
    private final int width;

    Kind(String code, int width) {
      this.code = code;
      this.width = width;
    }
  }

  /** The type that NumPy writes so: {@code <f4}, {@code |u1}, {@code >i2}. */
  static Optional<NpyType> of(String descr) {
    Matcher matcher = DESCR.matcher(descr);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean nativeBig = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    boolean big = matcher.group(1).equals(">") || (matcher.group(1).equals("=") && nativeBig);
    for (Kind kind : Kind.values()) {
      if (kind.code.equals(matcher.group(2))) {
        return Optional.of(new NpyType(kind, big));
      }
    }
    return Optional.empty();
  }

  /** Bytes of a value: 1, 2, 4 or 8. */
  int width() {
    return kind.width;
  }

  /** The value that starts at a byte. */
  double read(byte[] bytes, int at) {
    int order = big ? 1 : 0;
    return switch (kind) {
      case UINT8, BOOL -> bytes[at] & 0xFF;
      case INT8 -> bytes[at];
      case UINT16 -> (short) SHORTS[order].get(bytes, at) & 0xFFFF;
      case INT16 -> (short) SHORTS[order].get(bytes, at);
      case FLOAT16 -> Half.toFloat((short) SHORTS[order].get(bytes, at));
      case UINT32 -> (int) INTS[order].get(bytes, at) & 0xFFFFFFFFL;
      case INT32 -> (int) INTS[order].get(bytes, at);
      case FLOAT32 -> Float.intBitsToFloat((int) INTS[order].get(bytes, at));
      case UINT64 -> unsigned((long) LONGS[order].get(bytes, at));
      case INT64 -> (long) LONGS[order].get(bytes, at);
      case FLOAT64 -> Double.longBitsToDouble((long) LONGS[order].get(bytes, at));
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private static VarHandle[] both(Class<?> view) {
    return new VarHandle[] {
      MethodHandles.byteArrayViewVarHandle(view, ByteOrder.LITTLE_ENDIAN),
      MethodHandles.byteArrayViewVarHandle(view, ByteOrder.BIG_ENDIAN)
    };
  }
}
