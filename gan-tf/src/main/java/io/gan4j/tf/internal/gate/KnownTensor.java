package io.gan4j.tf.internal.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * What is known of a tensor before anything runs.
 *
 * @param type of its elements; of a variable, {@code DT_RESOURCE}
 * @param shape of a variable, that of its value; unknown where an operation of a plugin decides it
 * @param values its elements in row-major order, if they are known, few and whole
 */
record KnownTensor(DataType type, Shape shape, @Nullable List<Long> values) {
  /** Sizes and axes come in lists of at most this length. */
  static final int MOST_VALUES = 64;

  static KnownTensor of(DataType type, Shape shape) {
    return new KnownTensor(type, shape, null);
  }

  /** A single whole number. */
  static KnownTensor scalar(DataType type, long value) {
    return new KnownTensor(type, Shape.scalar(), List.of(value));
  }

  /** Number of elements of a known shape; a number too large for an int is {@code 2^31}. */
  static long elements(Shape shape) {
    long most = 1L << 31;
    long elements = 1;
    for (long size : shape.asArray()) {
      if (size == 0) {
        return 0;
      }
      elements = size > most / elements ? most : elements * size;
    }
    return elements;
  }
}
