package io.gan4j.onnx.internal.graph;

import java.util.Arrays;
import java.util.Optional;

/** The types of elements that these graphs have. */
public enum ElementType {
  FLOAT(1, Float.BYTES),
  INT32(6, Integer.BYTES),
  INT64(7, Long.BYTES),
  BOOL(9, 1);

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Its number in the format. */
  public int code() {
    return code;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** The type of this number; empty if it is none of these. */
  public static Optional<ElementType> of(long code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }
}
