package io.gan4j.bench.equality;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/**
 * An array as a file holds it.
 *
 * @param type its values' type, by safetensors' names: F32, F64, I32, I64, …
 * @param shape its sizes, none for a single value
 * @param bytes its values, little-endian in row-major order
 */
record StoredArray(String type, List<Long> shape, ByteBuffer bytes) {
  StoredArray {
    shape = List.copyOf(shape);
    bytes = bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Type and shape, as {@code F32[100, 256]}. */
  String form() {
    return type + shape;
  }

  /** How another array of the same name differs, in words. */
  String difference(StoredArray other) {
    if (!form().equals(other.form())) {
      return form() + " and " + other.form();
    }
    int size = valueBytes();
    int values = bytes.remaining() / size;
    int different = 0;
    double most = 0;
    for (int i = 0; i < values; i++) {
      if (!bytes.slice(i * size, size).equals(other.bytes.slice(i * size, size))) {
        different++;
        // Math.max keeps a NaN.
        most = Math.max(most, Math.abs(value(i) - other.value(i)));
      }
    }
    return String.format(
        Locale.ROOT, "%s, %d of %d values, by up to %.3g", form(), different, values, most);
  }

  private int valueBytes() {
    return switch (type) {
      case "F32", "I32" -> 4;
      case "F64", "I64" -> 8;
      default -> 1;
    };
  }

  private double value(int index) {
    return switch (type) {
      case "F32" -> bytes.getFloat(4 * index);
      case "I32" -> bytes.getInt(4 * index);
      case "F64" -> bytes.getDouble(8 * index);
      case "I64" -> bytes.getLong(8 * index);
      default -> bytes.get(index) & 0xFF;
    };
  }
}
