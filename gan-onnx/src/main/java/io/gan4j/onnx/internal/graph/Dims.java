package io.gan4j.onnx.internal.graph;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/**
 * Sizes of a tensor's axes. The batch is not known before the graph runs: a size below 0 is that
 * many times the batch, so that {@code [-1, 4, 3]} seen as rows of three is {@code [-4, 3]}.
 */
public final class Dims {
  private final long[] sizes;

  private Dims(long[] sizes) {
    this.sizes = sizes;
  }

  public static Dims of(long... sizes) {
    return new Dims(sizes.clone());
  }

  public static Dims of(Shape shape) {
    return of(shape.asArray());
  }

  /** Number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** Size of an axis, from 0. */
  public long get(int axis) {
    return sizes[axis];
  }

  /** An axis that may be counted from the end, from 0. */
  public int axis(long given) {
    long axis = given < 0 ? given + sizes.length : given;
    if (axis < 0 || axis >= sizes.length) {
      throw new InvalidGraphException("has no axis " + given + " in " + this);
    }
    return (int) axis;
  }

  /** Elements in all; below 0: for each sample. */
  public long size() {
    long size = 1;
    boolean ofBatch = false;
    for (long each : sizes) {
      if (each < 0 && ofBatch) {
        throw new InvalidGraphException("grows with the square of the batch: " + this);
      }
      ofBatch |= each < 0;
      try {
        size = Math.multiplyExact(size, Math.abs(each));
      } catch (ArithmeticException e) {
        throw new InvalidGraphException("is too large: " + this, e);
      }
    }
    return ofBatch ? -size : size;
  }

  public long[] toArray() {
    return sizes.clone();
  }

  /** The same with another size of one axis. */
  public Dims with(int axis, long size) {
    long[] others = sizes.clone();
    others[axis] = size;
    return new Dims(others);
  }

  /** The sizes as gan4j's shapes have them: −1 for what the batch decides. */
  public Shape shape() {
    return Shape.of(LongStream.of(sizes).map(size -> Math.max(-1, size)).toArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dims dims && Arrays.equals(sizes, dims.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return LongStream.of(sizes)
        .mapToObj(size -> size == -1 ? "batch" : size < 0 ? -size + "·batch" : "" + size)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
